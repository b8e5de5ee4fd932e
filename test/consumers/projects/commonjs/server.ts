// The syntax of ES modules in a CommonJS package, which compilers turn into require().
import { requireAuth, requireScopes } from '@portcullis/express'
import express from 'express'

const app = express()
app.use(requireAuth())
app.get('/messages', requireScopes('read:messages'), (req, res) => {
  res.json({ hello: req.auth.subject })
})
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address !== null) console.log(`http://127.0.0.1:${address.port}`)
})
