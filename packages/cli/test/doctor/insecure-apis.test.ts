import { inspectToken } from '@portcullis/core/inspect'
import { createTestIssuer } from '@portcullis/testing'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/doctor/diagnose.ts'
import type { DoctorSettings } from '../../src/doctor/facts/doctor-settings.ts'
import { startServer } from '../authorization-server.ts'
import { ROUTE_PATH } from '../protected-api.ts'

/** Decides about a token only by decoding it. */
type Decide = (
  claims: Readonly<Record<string, unknown>> | undefined
) => readonly [status: number, error?: string]

const claimsOf = (token: string) => inspectToken(token).unverifiedClaims
const bearerOf = ({ headers }: IncomingMessage) => headers.authorization?.replace('Bearer ', '')
const queryOf = ({ url }: IncomingMessage) =>
  new URL(url ?? '', 'http://127.0.0.1').searchParams.get('access_token') ?? undefined

function refuse(response: ServerResponse, status: number, error: string | undefined): void {
  const parameters = error === undefined ? '' : `, error="${error}"`
  response.writeHead(status, { 'www-authenticate': `Bearer realm="api"${parameters}` }).end()
}

/** Examines an API that reads tokens as a test defines. */
async function examine(
  read: (request: IncomingMessage) => string | undefined,
  decide: Decide,
  settings: DoctorSettings
): Promise<Record<string, string>> {
  await using api = await startServer({
    [ROUTE_PATH]: (request, response) => {
      const token = read(request)
      const [status, error] = token === undefined ? [401] : decide(claimsOf(token))
      if (status === 200) response.writeHead(200).end()
      else refuse(response, status, error)
    }
  })
  const { findings } = await diagnose({ ...settings, api: `${api.origin}${ROUTE_PATH}`, probe: true })
  return Object.fromEntries(findings.map(({ id, status, reason }) => [id, `${status} ${reason}`]))
}

describe('the doctor on an API that is not secure', () => {
  it('fails Y-02 if an unsigned token with the required scope is accepted', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const byScope: Decide = (claims) => {
      if (claims === undefined) return [401, 'invalid_token']
      return claims['scope'] === 'read' ? [200] : [403, 'insufficient_scope']
    }
    const settings = issuer.options
    expect(await examine(bearerOf, byScope, { ...settings, scopes: ['read'] })).toMatchObject({
      'Y-02': 'fail accepted'
    })
    expect(await examine(bearerOf, byScope, settings)).toMatchObject({ 'Y-02': 'fail accepted' })
  })

  it('fails Y-03 if a token in the address is read, even if it is refused', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const settings = { ...issuer.options, token: await issuer.issueBad('expired') }
    const read = (request: IncomingMessage) => queryOf(request) ?? bearerOf(request)
    expect(await examine(read, () => [401, 'invalid_token'], settings)).toMatchObject({ 'Y-03': 'fail read' })
  })

  it('warns in Y-04 if one invalid token gets 400, too', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const ends = await examine(bearerOf, () => [400, 'invalid_request'], issuer.options)
    expect(ends).toMatchObject({ 'Y-04': 'warn unclear' })
  })
})
