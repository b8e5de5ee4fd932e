import { diagnose, explainToken } from '@portcullis/cli'
import { createTestIssuer } from '@portcullis/testing'
import { expect, it } from 'vitest'

it('diagnose and explainToken run in a program without a terminal', async () => {
  await using server = await createTestIssuer({ algorithms: ['ES256'] })
  const { issuer, audience } = server
  const token = await server.issueBad('expired')
  // #region program
  const { verdict, findings } = await diagnose({ issuer, audience, token })
  const failed = findings.filter(({ status }) => status === 'fail')

  const { refusal } = await explainToken(token, { issuer, audiences: [audience] })
  // #endregion
  expect({ verdict, failed }).toEqual({ verdict: 'ready_with_warnings', failed: [] })
  expect(refusal).toMatchObject({ code: 'token_expired', stage: 'claims', cause: 'it expired 1 hour ago' })
})
