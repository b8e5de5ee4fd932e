import { requireAuth } from '@portcullis/express'
import express from 'express'

const app = express()

// #region proxy
import { fetch, ProxyAgent } from 'undici'

// For a private certificate authority as well: { uri, requestTls: { ca } }
const dispatcher = new ProxyAgent({ uri: 'http://proxy.example.com:3128' })

app.use(
  requireAuth({
    issuer: 'https://auth.example.com',
    audience: 'https://api.example.com',
    fetch: (url, init) => fetch(url, { ...init, dispatcher })
  })
)
// #endregion

export { app }
