/**
 * Returns whether an access token is opaque: not a JWT in compact serialization, which has three parts. An
 * encrypted JWT is opaque as well: only the authorization server can read it.
 *
 * @param accessToken The token.
 * @returns False for anything that could be a signed JWT.
 */
export function isOpaque(accessToken: string): boolean {
  return accessToken.split('.', 4).length !== 3
}
