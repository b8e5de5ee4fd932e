import { createTestClock } from '@portcullis/testing'
import { expect, test } from 'vitest'
import { sendToken } from '../http/send.ts'
import { verifies } from '../requirements.ts'
import { targets } from '../targets/targets.ts'
import { accessToken } from '../tokens/authority.ts'
import { status } from './document-server.ts'
import { withApi } from './with-api.ts'

const hour = 3600

test.each(targets)(
  verifies('A-10', 'the last good keys serve through an outage for hours, not for ever on $name'),
  async (target) => {
    const clock = createTestClock()
    const token = (issuer: string, jti: string) => accessToken({ iss: issuer, jti, exp: clock.now() + hour })
    await withApi(target, { options: { clock } }, async ({ apiPort, issuer, documents }) => {
      expect((await sendToken(apiPort, token(issuer, 'before'))).status).toBe(200)
      documents['/jwks'] = status(500)
      await clock.advance(5 * hour)
      expect((await sendToken(apiPort, token(issuer, 'meanwhile'))).status).toBe(200)
      await clock.advance(2 * hour)
      expect((await sendToken(apiPort, token(issuer, 'after'))).status).toBe(503)
    })
  }
)
