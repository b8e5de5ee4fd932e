import { createProtectedResource, isProtectedResourceError } from '@portcullis/core'
import {
  BAD_KEY_KINDS,
  BAD_TOKEN_KINDS,
  createBadKey,
  createTestIssuer,
  type TestIssuer,
  type TokenChange
} from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diagnose } from '../src/doctor/diagnose.ts'
import { explainToken } from '../src/explain/explain-token.ts'
import { rsaKey, startAuthorizationServer } from './authorization-server.ts'

const AUDIENCE = 'https://api.example.com'
/** Warnings about tokens that an API refuses: a sample can be old, and its binding unnecessary. */
const REFUSED_WITH_WARNING = ['X-31 expired', 'X-39 bound_unasked']

/** For these, the doctor can name the code of the part that is wrong: the type, or the key of the token. */
const NAMED_BY_PART: ReadonlySet<string> = new Set(['token_malformed', 'jwks_invalid'])

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256'], audience: AUDIENCE })
})
afterAll(async () => {
  await issuer.close()
})

/** The verdicts of API, explain and doctor on one token. */
async function verdicts(trusted: string, token: string) {
  const { refusal } = await explainToken(token, { issuer: trusted, audiences: [AUDIENCE] })
  const { findings } = await diagnose({ issuer: trusted, audience: AUDIENCE, token })
  const isObjection = ({ id, reason, status }: (typeof findings)[number]) =>
    status === 'fail' || REFUSED_WITH_WARNING.includes(`${id} ${reason}`)
  return {
    api: await codeOfApi(trusted, token),
    explain: refusal?.code ?? 'accepted',
    doctor: findings.some(isObjection) ? 'refused' : 'accepted',
    doctorCodes: findings.flatMap(({ code }) => code ?? [])
  }
}

async function codeOfApi(trusted: string, token: string): Promise<string> {
  const protectedResource = createProtectedResource({ issuer: trusted, audience: AUDIENCE })
  const request = { method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } }
  try {
    await protectedResource.authenticate(request)
    return 'accepted'
  } catch (error) {
    return isProtectedResourceError(error) ? error.code : String(error)
  } finally {
    await protectedResource.close()
  }
}

function expectSame(
  { api, explain, doctor, doctorCodes }: Awaited<ReturnType<typeof verdicts>>,
  code: string
) {
  expect({ api, explain }).toEqual({ api: code, explain: code })
  if (code === 'accepted') expect(doctorCodes).toEqual([])
  else if (!NAMED_BY_PART.has(code)) expect(doctorCodes).toContain(code)
  expect(doctor).toBe(code === 'accepted' ? 'accepted' : 'refused')
}

describe('API, explain and doctor agree on a token', () => {
  it.each(BAD_TOKEN_KINDS)('of kind $kind: $code', async ({ kind, code }) => {
    expectSame(await verdicts(issuer.issuer, await issuer.issueBad(kind)), code)
  })

  it('issued 50 s in the future: token_issued_in_future', async () => {
    const token = await issuer.issue({ claims: { iat: Date.now() / 1000 + 50 } })
    expectSame(await verdicts(issuer.issuer, token), 'token_issued_in_future')
  })

  it.each<[string, TokenChange, string]>([
    ['without changes', {}, 'accepted'],
    ['with scp: ["read write"]', { claims: { scope: undefined, scp: ['read write'] } }, 'accepted'],
    ['with sub null', { claims: { sub: null } }, 'accepted'],
    ['with typ JWT', { header: { typ: 'JWT' } }, 'accepted'],
    ['with a typ that is not a string', { header: { typ: {} } }, 'token_malformed'],
    ['with a kid that is not a string', { header: { kid: 7 } }, 'token_malformed'],
    ['with a critical extension', { header: { crit: ['a'], a: 1 } }, 'token_critical_header'],
    ['with tokenName refresh_token', { claims: { tokenName: 'refresh_token' } }, 'token_not_access_token'],
    ['with token_use access_token', { claims: { token_use: 'access_token' } }, 'accepted'],
    ['with events', { claims: { events: {} } }, 'token_not_access_token'],
    ['for its client, without a scope', clientToken(), 'token_is_id_token'],
    ['with aud as a number', { claims: { aud: 7 } }, 'claim_malformed'],
    ['with exp as a string', { claims: { exp: '1790000000' } }, 'claim_malformed']
  ])('%s: %s', async (_, change, code) => {
    expectSame(await verdicts(issuer.issuer, await issuer.issue(change)), code)
  })

  function clientToken(): TokenChange {
    const claims = { aud: AUDIENCE, client_id: AUDIENCE, scope: undefined }
    return { claims, header: { typ: 'JWT' } }
  }
})

describe('API, explain and doctor agree on the metadata', () => {
  it.each<[string, (document: Record<string, unknown>, origin: string) => object, string]>([
    ['unchanged', () => ({}), 'accepted'],
    [
      'with a jwks_uri on http://auth.localhost',
      () => ({ jwks_uri: 'http://auth.localhost/keys' }),
      'jwks_unreachable'
    ],
    [
      'with a jwks_uri on plain http',
      () => ({ jwks_uri: 'http://auth.example.com/keys' }),
      'metadata_invalid'
    ],
    [
      'with a user name in jwks_uri',
      ({ jwks_uri: uri }) => ({ jwks_uri: String(uri).replace('//', '//a@') }),
      'metadata_invalid'
    ],
    [
      'with a fragment in jwks_uri',
      ({ jwks_uri: uri }) => ({ jwks_uri: `${String(uri)}#keys` }),
      'metadata_invalid'
    ],
    ['with a relative jwks_uri', () => ({ jwks_uri: '/keys' }), 'metadata_invalid'],
    ['without a jwks_uri', () => ({ jwks_uri: undefined }), 'metadata_invalid'],
    ['without an issuer', () => ({ issuer: undefined }), 'metadata_invalid'],
    ['with another issuer', () => ({ issuer: 'https://other.example' }), 'metadata_issuer_mismatch'],
    [
      'with a trailing slash in the issuer',
      (_, origin) => ({ issuer: `${origin}/` }),
      'metadata_issuer_mismatch'
    ]
  ])('%s: %s', async (_, change, code) => {
    await using server = await startAuthorizationServer((document, origin) => ({
      ...document,
      ...change(document, origin)
    }))
    server.routes.set('/keys', { keys: issuer.publicKeys() })
    const token = await issuer.issue({ claims: { iss: server.origin } })
    expectSame(await verdicts(server.origin, token), code)
  })
})

describe('API, explain and doctor agree on a key set', () => {
  it.each<[string, object]>([
    ['unchanged', {}],
    ['with "use" null', { use: null }],
    ['with "use" enc', { use: 'enc' }],
    ['with "key_ops" null', { key_ops: null }],
    ['with "key_ops" that is not an array', { key_ops: 'verify' }],
    ['with "key_ops" sign only', { key_ops: ['sign'] }],
    ['with "alg" null', { alg: null }],
    ['with "alg" of another kind of key', { alg: 'RS256' }],
    ['with an unknown "alg"', { alg: 'ES256K' }],
    ['of another kind', { ...rsaKey('one'), kid: undefined, alg: 'ES256' }],
    ['with "kid" null', { kid: null }],
    ['with a "kid" that is not a string', { kid: 7 }],
    ['with a private member that is null', { d: null }],
    ['with an empty private member', { d: '' }],
    ['with a private member', { d: 'AQAB' }],
    ['with a point that is not on the curve', { x: 'AQAB' }]
  ])('whose only key is %s', async (_, change) => {
    await using server = await startAuthorizationServer()
    server.routes.set('/keys', { keys: issuer.publicKeys().map((key) => ({ ...key, ...change })) })
    const token = await issuer.issue({ claims: { iss: server.origin } })
    const { api, explain, doctor } = await verdicts(server.origin, token)
    expect(explain).toBe(api)
    expect(doctor).toBe(api === 'accepted' ? 'accepted' : 'refused')
  })
})

describe('API, explain and doctor agree on a key set with one unusable key', () => {
  it.each(BAD_KEY_KINDS)('of kind %s: jwks_invalid', async (kind) => {
    await using server = await startAuthorizationServer()
    server.routes.set('/keys', { keys: [createBadKey(kind)] })
    const token = await issuer.issue({ claims: { iss: server.origin } })
    expectSame(await verdicts(server.origin, token), 'jwks_invalid')
  })
})

describe('explain and API agree on scopes', () => {
  it('counts scp: ["read write"] as one scope', async () => {
    const token = await issuer.issue({ claims: { scope: undefined, scp: ['read write'] } })
    const settings = { issuer: issuer.issuer, audiences: [AUDIENCE], scopes: ['read'] }
    const { refusal, scopes } = await explainToken(token, settings)
    expect(refusal?.code).toBe('scope_insufficient')
    expect(scopes).toEqual({ required: ['read'], granted: ['read write'], missing: ['read'] })
  })
})
