/** The version of this package; a test keeps it equal to `package.json`. */
const VERSION = '0.1.0'

/** The `User-Agent` of all fetches, so that administrators recognize them in logs. */
export const USER_AGENT: string = `portcullis/${VERSION}`
