import { warn } from '#events'

/** So many protected resources for one issuer are no longer several APIs in one process. */
const TOO_MANY = 10

const open = new Map<string, number>()

/**
 * Counts the protected resources that are open for an issuer, and warns once when there are suspiciously
 * many: each has a cache of its own, so that one made for every request has none.
 *
 * @param issuer The issuer.
 * @returns A function that counts the resource out again.
 */
export function countResource(issuer: string): () => void {
  const count = (open.get(issuer) ?? 0) + 1
  open.set(issuer, count)
  if (count === TOO_MANY) {
    warn(
      'PORTCULLIS_TOO_MANY_RESOURCES',
      `${TOO_MANY} protected resources are open for ${issuer}: create one when the program starts, not in a handler: each fetches keys and verifies tokens again`
    )
  }
  return () => {
    const left = (open.get(issuer) ?? 1) - 1
    if (left > 0) open.set(issuer, left)
    else open.delete(issuer)
  }
}
