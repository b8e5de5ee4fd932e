import { createProtectedResource, requireAuth, type AuthContext } from '@portcullis/express'
import express, { type Express } from 'express'

// #region store
/** Stands for a store that all processes share, such as Redis with an expiry on each entry. */
const store = new Map<string, number>()

const keyOf = ({ issuer, subject }: AuthContext) => `${issuer} ${subject}`

async function signOutEverywhere(auth: AuthContext): Promise<void> {
  store.set(keyOf(auth), Date.now() / 1000)
}

async function isRevoked(auth: AuthContext): Promise<boolean> {
  if (auth.subject === undefined) return false // a machine: it has no user to sign out
  const signedOutAt = store.get(keyOf(auth))
  if (signedOutAt === undefined) return false
  // A token without `iat` is treated as an old one.
  return !(Number(auth.claims['iat']) > signedOutAt)
}

/** What runs in each process. */
export function createApp(): Express {
  const app = express()
  const api = createProtectedResource({
    issuer: 'https://auth.example.com',
    audience: 'https://api.example.com',
    isRevoked
  })
  app.use(requireAuth(api))

  app.get('/messages', (req, res) => {
    res.json({ hello: req.auth.subject })
  })

  app.post('/sign-out-everywhere', async (req, res) => {
    if (req.auth.subject === undefined) return void res.status(403).end()
    await signOutEverywhere(req.auth)
    res.status(204).end()
  })
  return app
}
// #endregion
