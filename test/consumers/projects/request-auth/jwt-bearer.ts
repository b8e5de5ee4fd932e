// An API that migrates route by route from a library that declares Request.auth.
import { requireAuth, type AuthenticatedRequest } from '@portcullis/express'
import express, { type Request } from 'express'
import { auth } from 'express-oauth2-jwt-bearer'

export const app = express()
app.use('/old', auth())
app.get('/old', (req, res) => {
  res.json({ hello: req.auth?.payload.sub })
})
app.use(requireAuth())
app.get('/messages', (req, res) => {
  res.json({ hello: callerOf(req).subject })
})

// #region caller
const callerOf = (req: Request) => (req as unknown as AuthenticatedRequest).auth
// #endregion
