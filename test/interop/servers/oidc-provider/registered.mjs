export const REDIRECT_URI = 'https://client.example.test/callback'
export const AUDIENCE = 'https://api.example.test'

/** Secrets of the confidential clients, by client id. */
export const SECRETS = { worker: 'workersecretworkersecret', workeres256: 'workersecretworkersecret' }
