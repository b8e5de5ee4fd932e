/** The version of this package; a test keeps it equal to `package.json`. */
export const VERSION = '0.1.0'

/** What fetches of metadata and keys call themselves, so that administrators recognize them in their logs. */
export const USER_AGENT: string = `portcullis/${VERSION}`
