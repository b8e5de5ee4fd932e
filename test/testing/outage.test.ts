// #region outage
import { requireAuth } from '@portcullis/express'
import { createTestClock, createTestIssuer } from '@portcullis/testing'
import express from 'express'
import request from 'supertest'
import { expect, it } from 'vitest'

it('answers 503 while the keys are out of reach, and recovers automatically', async () => {
  const clock = createTestClock()
  const issuer = await createTestIssuer({ clock })
  const app = express()
  app.use(requireAuth({ ...issuer.options, clock }))
  app.get('/', (req, res) => res.json({ hello: req.auth.subject }))
  const call = async () =>
    request(app)
      .get('/')
      .auth(await issuer.issue(), { type: 'bearer' })

  issuer.faults.apply('jwks', { kind: 'status', status: 503 })
  const refused = await call()
  expect(refused.status).toBe(503)
  expect(refused.headers).toHaveProperty('retry-after')

  issuer.faults.clear()
  await clock.advance(60) // the back-off, without the wait
  expect((await call()).status).toBe(200)

  await issuer.stop() // and now the whole server is down: the cached keys stay in use
  await clock.advance(3600)
  expect((await call()).status).toBe(200)
  await issuer.close()
})
// #endregion
