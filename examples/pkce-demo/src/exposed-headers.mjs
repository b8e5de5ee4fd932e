/**
 * The headers of the APIs that a script of the page can read (CORS): the challenge, and the nonce for the
 * next proof.
 */
export const EXPOSED_HEADERS = ['WWW-Authenticate', 'DPoP-Nonce', 'Retry-After']
