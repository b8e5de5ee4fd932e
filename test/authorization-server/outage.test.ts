import { createTestClock } from '@portcullis/testing'
import { expect, test } from 'vitest'
import { sendToken } from '../http/send.ts'
import { verifies } from '../requirements.ts'
import { accessToken } from '../tokens/authority.ts'
import { status } from './document-server.ts'
import { withApi } from './with-api.ts'

const keys = { ttlSeconds: 60, staleIfErrorSeconds: 120 }

test(
  verifies(
    'A-10',
    'cached keys stay in use during an outage for staleIfErrorSeconds, and then a token gets 503'
  ),
  async () => {
    const clock = createTestClock()
    const token = (issuer: string, jti: string) => accessToken({ iss: issuer, jti, exp: clock.now() + 60 })
    await withApi({ options: { clock, keys } }, async ({ apiPort, issuer, documents }) => {
      expect((await sendToken(apiPort, token(issuer, 'before'))).status).toBe(200)
      documents['/jwks'] = status(500)
      await clock.advance(100)
      expect((await sendToken(apiPort, token(issuer, 'meanwhile'))).status).toBe(200)
      await clock.advance(200)
      expect((await sendToken(apiPort, token(issuer, 'after'))).status).toBe(503)
    })
  }
)
