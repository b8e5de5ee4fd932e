import type { AuthorizationServer } from '../servers/authorization-server.ts'

/** What tests need of a server's metadata. */
export async function readMetadata({ issuer }: AuthorizationServer): Promise<{ jwksUri: string }> {
  const metadata: unknown = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()
  return { jwksUri: String(Reflect.get(Object(metadata), 'jwks_uri')) }
}
