// #region own-answers
import { ProtectedResourceError, requireAuth } from '@portcullis/express'
import express, { type ErrorRequestHandler } from 'express'

const app = express()
app.use(
  requireAuth({
    issuer: 'https://auth.example.com',
    audience: 'https://api.example.com',
    onRefusal: 'next'
  })
)

// Status and headers, including the challenge, are already set; you write the body.
const refusals: ErrorRequestHandler = (error, _req, res, next) => {
  if (!(error instanceof ProtectedResourceError)) return next(error)
  res.json({ title: 'You may not see this', detail: error.description })
}

app.get('/messages', (req, res) => {
  res.json({ hello: req.auth.subject })
})
app.use(refusals) // after the routes
// #endregion

export { app }
