import { createTestIssuer } from '@portcullis/testing'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/doctor/diagnose.ts'
import { explainToken } from '../../src/explain/explain-token.ts'
import { METADATA_PATH, startAuthorizationServer } from '../authorization-server.ts'

describe('the doctor with a document that names another issuer', () => {
  it('ignores that document, as the API does', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    await using server = await startAuthorizationServer()
    const origin = server.origin
    server.routes.set('/.well-known/openid-configuration', {
      ...server.routes.get(METADATA_PATH)
    })
    server.routes.set(METADATA_PATH, { issuer: `${origin}/other`, jwks_uri: '/' })
    server.routes.set('/keys', { keys: issuer.publicKeys() })
    const token = await issuer.issue({ claims: { iss: origin } })
    const { findings } = await diagnose({ issuer: origin, audience: issuer.audience, token })
    expect(findings.filter(({ status }) => status === 'fail')).toEqual([])
    const { refusal } = await explainToken(token, { issuer: origin, audiences: [issuer.audience] })
    expect(refusal).toBeUndefined()
  })
})
