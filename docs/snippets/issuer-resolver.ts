import { requireAuth } from '@portcullis/express'
import express from 'express'

export const app = express()

/** Stands for the table of your customers. */
const customers = new Map([['https://auth.example.com', { audience: 'https://api.example.com' }]])

// #region resolver
app.use(
  requireAuth({
    issuers: async (unverifiedIssuer) => {
      const customer = customers.get(unverifiedIssuer) // look it up; never fetch anything from it
      return customer && { issuer: unverifiedIssuer, audience: customer.audience }
    }
  })
)
// #endregion

app.get('/messages', (req, res) => {
  res.json({ hello: req.auth.subject, from: req.auth.issuer })
})
