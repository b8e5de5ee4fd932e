// An API whose own middleware sets Request.auth.
import { requireAuth } from '@portcullis/express'
import express from 'express'

declare global {
  namespace Express {
    interface Request {
      auth?: { readonly user: string }
    }
  }
}

export const app = express()
app.use(requireAuth())
app.get('/', (req, res) => {
  res.json({ hello: req.auth?.user })
})
