import { createTestIssuer } from '@portcullis/testing'
import { describe, expect, it } from 'vitest'
import { diagnose, type DoctorReport } from '../../src/doctor/diagnose.ts'
import type { DoctorSettings } from '../../src/doctor/facts/doctor-settings.ts'
import { startServer, type TestServer } from '../authorization-server.ts'
import { ROUTE_PATH, startCarelessApi, startProtectedApi } from '../protected-api.ts'

const ORIGIN = 'https://app.example.com'

function endsOf({ findings }: DoctorReport, prefix: string): Record<string, string> {
  const own = findings.filter(({ id }) => id.startsWith(prefix))
  return Object.fromEntries(own.map(({ id, status, reason }) => [id, `${status} ${reason}`]))
}

async function examine(api: TestServer, settings: DoctorSettings): Promise<Record<string, string>> {
  return endsOf(await diagnose({ api: `${api.origin}${ROUTE_PATH}`, ...settings }), 'Y')
}

describe('the doctor on an API', () => {
  it('passes one that Portcullis protects', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    await using api = await startProtectedApi(issuer.options)
    const token = await issuer.issue()
    expect(await examine(api, { ...issuer.options, token, probe: true })).toMatchObject({
      'Y-01': 'pass challenge',
      'Y-02': 'pass refused',
      'Y-03': 'pass ignored',
      'Y-04': 'pass refused',
      'Y-09': 'pass well_formed',
      'Y-10': 'pass no_store'
    })
  })

  it('fails one that accepts every token', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    await using api = await startCarelessApi()
    const token = await issuer.issue()
    const settings = { ...issuer.options, token, probe: true, origin: ORIGIN }
    expect(await examine(api, settings)).toMatchObject({
      'Y-01': 'fail redirect',
      'Y-02': 'fail accepted',
      'Y-03': 'fail accepted',
      'Y-04': 'fail second_used',
      'Y-05': 'warn absent',
      'Y-07': 'warn incomplete',
      'Y-10': 'warn unsaid'
    })
  })

  it('sends no token without probe', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    await using api = await startProtectedApi(issuer.options)
    await examine(api, { ...issuer.options, token: await issuer.issue(), origin: ORIGIN })
    expect(api.requests.length).toBeGreaterThan(2)
    expect(api.requests.flatMap(({ headers }) => headers.map((name) => name.toLowerCase()))).not.toContain(
      'authorization'
    )
  })

  it.each([
    { binding: 'a DPoP key', confirmation: { jkt: 'x'.repeat(43) } },
    { binding: 'a certificate', confirmation: { 'x5t#S256': 'x'.repeat(43) } }
  ])('fails if a token that is bound to $binding is accepted as Bearer', async ({ confirmation }) => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    await using api = await startCarelessApi()
    const token = await issuer.issueBound({ confirmation })
    expect(await examine(api, { ...issuer.options, token, probe: true })).toMatchObject({
      'Y-08': 'fail downgrade'
    })
  })

  it('reads the needs of the API from the metadata that its challenge names', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    await using api = await startServer()
    const metadata = `${api.origin}/metadata`
    api.routes.set(ROUTE_PATH, (_, response) => {
      response
        .writeHead(401, { 'www-authenticate': `Bearer realm="api", resource_metadata="${metadata}"` })
        .end()
    })
    const resource = `${api.origin}${ROUTE_PATH}`
    api.routes.set('/metadata', {
      resource,
      authorization_servers: [issuer.issuer],
      dpop_bound_access_tokens_required: true
    })
    const report = await diagnose({ issuer: issuer.issuer, api: resource })
    expect(endsOf(report, 'Y')).toMatchObject({ 'Y-05': 'warn contradicts_challenge', 'Y-08': 'fail absent' })
    expect(endsOf(report, 'X-45')).toEqual({ 'X-45': 'fail not_announced' })
  })

  it('fails if nothing listens at its address', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const api = `http://127.0.0.1:1${ROUTE_PATH}`
    expect(endsOf(await diagnose({ ...issuer.options, api }), 'Y')).toMatchObject({
      'Y-01': 'fail unreachable',
      'Y-05': 'skip no_api_answer'
    })
  })
})

describe('the doctor on a sample token', () => {
  const examineToken = async (token: string, settings: DoctorSettings) =>
    endsOf(await diagnose({ ...settings, token }), 'X')

  it('passes one that follows RFC 9068, and advises profile rfc9068', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const report = await diagnose({
      ...issuer.options,
      token: await issuer.issue({ claims: { scope: 'read' } })
    })
    const ids = ['X-31', 'X-32', 'X-33', 'X-34', 'X-35', 'X-36', 'X-37', 'X-39', 'X-40', 'X-41']
    expect(
      Object.entries(endsOf(report, 'X'))
        .filter(([, end]) => end.startsWith('pass'))
        .map(([id]) => id)
    ).toEqual(expect.arrayContaining(ids))
    expect(report.advice?.options).toEqual({ ...issuer.options, profile: 'rfc9068' })
  })

  it.each([
    ['opaque', 'X-31', 'fail introspectable'],
    ['encrypted', 'X-31', 'fail encrypted'],
    ['malformed', 'X-31', 'fail malformed'],
    ['missingExpiry', 'X-31', 'fail no_expiry'],
    ['expired', 'X-31', 'warn expired'],
    ['algNoneMixedCase', 'X-32', 'fail unsigned'],
    ['hmacWithPublicKey', 'X-32', 'fail symmetric'],
    ['unknownKid', 'X-32', 'fail unknown_kid'],
    ['logoutToken', 'X-32', 'fail other_type'],
    ['wrongAudience', 'X-33', 'fail different'],
    ['audienceWithSlash', 'X-33', 'fail slash'],
    ['expiryAsText', 'X-34', 'fail wrong_type'],
    ['issuerWithSlash', 'X-35', 'fail differs'],
    ['idToken', 'X-36', 'fail marks'],
    ['boundToKey', 'X-39', 'warn bound_unasked']
  ] as const)('with the token "%s", %s ends with %s', async (kind, id, end) => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const ends = await examineToken(await issuer.issueBad(kind), issuer.options)
    expect(ends[id]).toBe(end)
  })
})
