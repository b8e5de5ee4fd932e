import { send } from '../http/send.ts'
import { options } from '../tokens/authority.ts'

/** Options of a protected resource with metadata, by the path of its identifier. */
export const described = (path: string, scopes: readonly string[] = ['named']) => ({
  ...options,
  resource: `https://api.example.test${path}`,
  metadata: { scopes }
})

/** Returns `scopes_supported` of the metadata of a protected resource, by the path of its identifier. */
export async function scopesAt(port: number, path: string): Promise<unknown> {
  const { body } = await send(port, { path: `/.well-known/oauth-protected-resource${path}` })
  return Reflect.get(Object(JSON.parse(body)), 'scopes_supported')
}
