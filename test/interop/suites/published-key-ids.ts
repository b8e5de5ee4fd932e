import type { AuthorizationServer } from '../servers/authorization-server.ts'
import { readMetadata } from './read-metadata.ts'

/** The `kid` of every key that a server publishes now. */
export async function publishedKeyIds(server: AuthorizationServer): Promise<unknown[]> {
  const { jwksUri } = await readMetadata(server)
  const set: unknown = await (await fetch(jwksUri)).json()
  const keys: unknown = Reflect.get(Object(set), 'keys')
  if (!Array.isArray(keys)) throw new Error('the server publishes no JWK Set')
  return keys.map((key: object): unknown => Reflect.get(key, 'kid'))
}
