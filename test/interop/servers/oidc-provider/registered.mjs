export const REDIRECT_URI = 'https://client.example.test/callback'
export const AUDIENCE = 'https://api.example.test'

/** An API whose tokens are opaque. */
export const OPAQUE_AUDIENCE = 'https://opaque.example.test'

/** The client of the API that asks about tokens. */
export const INTROSPECTOR = 'introspector'

/** Secrets of the confidential clients, by client id. */
export const SECRETS = {
  worker: 'workersecretworkersecret',
  workeres256: 'workersecretworkersecret',
  [INTROSPECTOR]: 'introspectorsecretintrospector'
}
