import { decodeProtectedHeader } from 'jose'

/** The `kid` of a token. */
export function keyIdOf(token: string): string {
  const { kid } = decodeProtectedHeader(token)
  if (kid === undefined) throw new Error('the token names no key')
  return kid
}
