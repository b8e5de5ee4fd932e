import { requireAuth } from '@portcullis/express'
import cors from 'cors'
import express from 'express'

// #region dpop
const app = express()
app.use(
  requireAuth({
    issuer: 'https://auth.example.com',
    audience: 'https://api.example.com',
    publicUrl: 'https://api.example.com',
    dpop: true
  })
)
// #endregion

const withNonce = express()
// #region nonce
withNonce.use(
  requireAuth({
    issuer: 'https://auth.example.com',
    audience: 'https://api.example.com',
    publicUrl: 'https://api.example.com',
    dpop: { nonce: { secrets: [process.env['NONCE_SECRET'] ?? ''] } }
  })
)
// #endregion

const withCors = express()
// #region cors
withCors.use(
  cors({
    origin: 'https://app.example.com',
    allowedHeaders: ['Authorization', 'DPoP', 'Content-Type'],
    exposedHeaders: ['WWW-Authenticate', 'DPoP-Nonce']
  })
)
// #endregion

export { app, withCors, withNonce }
