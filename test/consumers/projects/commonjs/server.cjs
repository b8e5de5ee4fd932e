// #region express
const { requireAuth, requireScopes } = require('@portcullis/express')
const express = require('express')

const app = express()
app.use(requireAuth())
app.get('/messages', requireScopes('read:messages'), (req, res) => {
  res.json({ hello: req.auth.subject })
})
// #endregion

const server = app.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}`)
})
