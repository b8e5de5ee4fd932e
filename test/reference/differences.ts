/** A kind of token that core and reference may judge differently, with the reason why both are right. */
export interface JustifiedDifference {
  title: string
  reason: string
  accepts: 'core' | 'reference'
  /** Whether a token is of this kind. */
  covers(token: string): boolean
}

function claimsOf(token: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<
      string,
      unknown
    >
  } catch {
    return {}
  }
}

/** The differences that the differential test lets pass. */
export const justifiedDifferences: readonly JustifiedDifference[] = [
  {
    title: 'the profile of RFC 9068 refuses an empty sub, client_id or jti',
    reason:
      'RFC 9068 section 2.2 asks that the claims are there and RFC 7519 that they are strings; an empty one names nobody, so the core is stricter than the words',
    accepts: 'reference',
    covers: (token) => {
      const { sub, client_id: clientId, jti } = claimsOf(token)
      return [sub, clientId, jti].includes('')
    }
  }
]
