import { requireAuth, requireScopes } from '@portcullis/express'
import express from 'express'

const app = express()
app.use(requireAuth())
app.get('/messages', requireScopes('read:messages'), (req, res) => {
  res.json({ hello: req.auth.subject })
})
app.listen(process.env.PORT ?? 3000)
