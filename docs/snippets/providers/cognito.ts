// #region protect
import { cognito, requireAuth, requireRoles, requireScopes } from '@portcullis/express'
import express from 'express'

const app = express()
app.use(requireAuth(cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientIds: ['1example23456789'] })))

app.get('/orders', requireScopes('https://orders.example.com/read'), (req, res) => {
  res.json({ customer: req.auth.subject })
})

app.delete('/orders', requireRoles('clerks'), (_req, res) => {
  res.sendStatus(204)
})

app.listen(3000)
// #endregion
