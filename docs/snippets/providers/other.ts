// #region server
import { authelia, requireAuth } from '@portcullis/express'
import express from 'express'

const app = express()
app.use(requireAuth(authelia({ url: 'https://auth.example.com', audience: 'https://api.example.com' })))

app.get('/orders', (req, res) => {
  res.json({ customer: req.auth.subject })
})

app.listen(3000)
// #endregion
