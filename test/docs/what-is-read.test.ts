import { readFileSync } from 'node:fs'
import { createProtectedResource, type ProfileName } from '@portcullis/core'
import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { metadataUrls } from '../../packages/core/src/issuers/well-known.ts'
import { classifyKey } from '../../packages/core/src/keys/classify-key.ts'

const page = readFileSync(new URL('../../docs/what-is-read.md', import.meta.url), 'utf8')

let issuer: TestIssuer

beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256', 'RS256'] })
})

afterAll(() => issuer.close())

/** The context of a token with a change; undefined if it is refused. */
async function contextOf(change: object, options: { profile?: ProfileName } = {}) {
  const resource = createProtectedResource({ ...issuer.options, ...options })
  onTestFinished(() => resource.close())
  const headers = { authorization: `Bearer ${await issuer.issue(change)}` }
  return resource.authenticate({ method: 'GET', url: '/', headers }).catch(() => undefined)
}

test('the page lists the addresses of metadata in the order in which they are tried', () => {
  const listed = [...page.matchAll(/^\d\. `(\S+)`/gmu)].map(([, url]) => url)
  expect(listed).toEqual(metadataUrls('https://auth.example.com/tenant'))
  expect(listed).toEqual(metadataUrls('https://auth.example.com/tenant/'))
  expect(metadataUrls('https://auth.example.com')).toHaveLength(2)
})

describe('the types of tokens on the page', () => {
  test.each<[ProfileName, string | undefined, boolean]>([
    ['jwt', undefined, true],
    ['jwt', 'JWT', true],
    ['jwt', 'AT+JWT', true],
    ['jwt', 'application/at+jwt', true],
    ['jwt', 'logout+jwt', false],
    ['rfc9068', undefined, false],
    ['rfc9068', 'JWT', false],
    ['rfc9068', 'application/at+jwt', true]
  ])('profile %s, typ %s: accepted is %s', async (profile, typ, isAccepted) => {
    expect((await contextOf({ header: { typ } }, { profile })) !== undefined).toBe(isAccepted)
  })
})

test('a token without kid is verified by any key that fits its algorithm', async () => {
  for (const algorithm of ['ES256', 'RS256'])
    expect(await contextOf({ algorithm, header: { kid: undefined } })).toBeDefined()
})

test.each([
  [{ scope: 'b a  b', scp: ['c d', '', 'a'] }, ['b', 'a', 'c d']],
  [{ scope: undefined, scp: 'orders:read api/read' }, ['orders:read', 'api/read']],
  [{ scope: 5, scp: { read: true } }, []]
])('scopes of %j are %j', async (claims, scopes) => {
  expect((await contextOf({ claims }))?.scopes).toEqual(scopes)
})

test('roles are a list, one string, or the members of an object', async () => {
  const claims = { roles: { clerk: {}, auditor: false }, realm_access: { roles: 'admin' } }
  expect((await contextOf({ claims }))?.roles).toEqual(['clerk', 'admin'])
})

describe('the keys on the page', () => {
  const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }
  test.each([
    [{}, true],
    [{ use: null, alg: null, kid: null, key_ops: null }, true],
    [{ use: 'sig', alg: 'ES256', kid: 'a', key_ops: ['verify'] }, true],
    [{ use: 'enc' }, false],
    [{ key_ops: ['sign'] }, false],
    [{ alg: 'ES384' }, false],
    [{ kid: 5 }, false],
    [{ crv: 'secp256k1' }, false],
    [{ d: 'd' }, false],
    [{ x5c: ['not read'] }, true]
  ])('%j: used is %s', (members, isUsed) => {
    expect('jwk' in classifyKey({ ...key, ...members }, new Set(['ES256']))).toBe(isUsed)
  })
})
