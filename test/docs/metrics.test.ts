import { requireAuth } from '@portcullis/express'
import { createTestIssuer } from '@portcullis/testing'
import express from 'express'
import { register } from 'prom-client'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from '../http/listen.ts'
import { send, sendToken } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'

test('the snippet about metrics counts admitted and refused requests by code, and fetches by document', async () => {
  await import('../../docs/snippets/metrics.ts')
  const issuer = await createTestIssuer({ algorithms: ['ES256'] })
  onTestFinished(() => issuer.close())
  const app = express()
  app.use(requireAuth(issuer.options), (_req, res) => void res.sendStatus(204))
  await withServer(listen(app), async (port) => {
    const token = await issuer.issue()
    await sendToken(port, token, '/')
    await sendToken(port, token, '/')
    await send(port, { path: '/' })
    await sendToken(port, await issuer.issueBad('wrongAudience'), '/')
  })
  const text = await register.metrics()
  expect(text).toContain('portcullis_requests_total{outcome="authenticated"} 2')
  expect(text).toContain('portcullis_requests_total{outcome="credentials_missing"} 1')
  expect(text).toContain('portcullis_requests_total{outcome="audience_mismatch"} 1')
  expect(text).toContain('portcullis_decision_seconds_count 4')
  const fetched = `issuer="${issuer.issuer}",document="jwks",outcome="succeeded"`
  expect(text).toContain(`portcullis_fetches_total{${fetched}} 1`)
})
