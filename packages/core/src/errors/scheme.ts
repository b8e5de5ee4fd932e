/** The authentication schemes that a protected resource can offer, as they are registered. */
export const SCHEMES = ['Bearer', 'DPoP'] as const

/** An authentication scheme (RFC 6750 section 2.1, RFC 9449 section 7.1). */
export type Scheme = (typeof SCHEMES)[number]
