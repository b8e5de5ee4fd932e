import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import type { AuthorizationServer, IssuedTokens } from '../servers/authorization-server.ts'
import { readMetadata } from './read-metadata.ts'

/** Who signed in, by the ID token, which a library of others verifies; a machine by its own token. */
export async function verifiedSubject(server: AuthorizationServer, tokens: IssuedTokens): Promise<string> {
  const { idToken, accessToken } = tokens
  if (idToken === undefined) return decodeJwt(accessToken).sub ?? ''
  const { jwksUri } = await readMetadata(server)
  const keys = createRemoteJWKSet(new URL(jwksUri))
  const { payload } = await jwtVerify(idToken, keys, { issuer: server.issuer })
  return payload.sub ?? ''
}
