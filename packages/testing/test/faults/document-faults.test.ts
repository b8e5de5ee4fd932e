import { describe, expect, it } from 'vitest'
import { BAD_KEY_KINDS } from '../../src/index.ts'
import type { Fault, TestIssuer } from '../../src/index.ts'
import { openIssuer } from '../open-issuer.ts'
import { fetchJson } from '../read-json.ts'

async function openWith(target: 'metadata' | 'jwks', ...faults: readonly Fault[]): Promise<TestIssuer> {
  const issuer = await openIssuer()
  issuer.faults.apply(target, ...faults)
  return issuer
}

describe('metadata that lie', () => {
  it('name another issuer', async () => {
    const issuer = await openWith('metadata', { kind: 'wrongIssuer' })
    const document = await fetchJson(issuer.metadataUrl)
    expect(document).toMatchObject({ issuer: 'https://other-issuer.example.test', jwks_uri: issuer.jwksUri })
    issuer.faults.apply('metadata', { kind: 'wrongIssuer', issuer: 'https://chosen.example.test' })
    expect(await fetchJson(issuer.metadataUrl)).toHaveProperty('issuer', 'https://chosen.example.test')
  })

  it('name an issuer that differs by a slash, either way', async () => {
    const issuer = await openWith('metadata', { kind: 'issuerWithSlash' })
    expect(await fetchJson(issuer.metadataUrl)).toHaveProperty('issuer', `${issuer.issuer}/`)
    const slashed = await openIssuer({ path: '/one/' })
    slashed.faults.apply('metadata', { kind: 'issuerWithSlash' })
    expect(await fetchJson(slashed.metadataUrl)).toHaveProperty('issuer', slashed.issuer.slice(0, -1))
  })

  it('name keys on plain http of another host', async () => {
    const issuer = await openWith('metadata', { kind: 'insecureJwksUri' })
    expect(await fetchJson(issuer.metadataUrl)).toHaveProperty('jwks_uri', 'http://keys.example.test/jwks')
  })

  it('lack a member, or have another one', async () => {
    const issuer = await openWith('metadata', {
      kind: 'members',
      members: { jwks_uri: undefined, scopes_supported: [] }
    })
    const document = await fetchJson(issuer.metadataUrl)
    expect(document).not.toHaveProperty('jwks_uri')
    expect(document).toMatchObject({ issuer: issuer.issuer, scopes_supported: [] })
  })
})

describe('a document that is not a JWK Set', () => {
  it.each<[Fault, unknown]>([
    [{ kind: 'emptySet' }, { keys: [] }],
    [{ kind: 'keysMissing' }, {}],
    [{ kind: 'keysNotArray' }, { keys: {} }],
    [{ kind: 'members', members: { keys: 'none' } }, { keys: 'none' }]
  ])('comes from %j', async (fault, expected) => {
    const issuer = await openWith('jwks', fault)
    expect(await fetchJson(issuer.jwksUri)).toEqual(expected)
  })

  it('has every invalid key before the valid ones', async () => {
    const issuer = await openWith('jwks', { kind: 'badKeys' })
    const { keys } = await fetchJson(issuer.jwksUri)
    expect(keys).toHaveLength(BAD_KEY_KINDS.length + 1)
    expect(keys).toEqual(expect.arrayContaining([null, ...issuer.publicKeys()]))
  })

  it('has the invalid keys that were requested', async () => {
    const issuer = await openWith('jwks', { kind: 'badKeys', keys: ['symmetric', 'unknownType'] })
    expect(await fetchJson(issuer.jwksUri)).toMatchObject({
      keys: [{ kty: 'oct' }, { kty: 'UNKNOWN' }, ...issuer.publicKeys()]
    })
  })

  it('has bad keys only', async () => {
    const issuer = await openWith('jwks', { kind: 'noUsableKey' })
    const { keys } = await fetchJson(issuer.jwksUri)
    expect(keys).toHaveLength(BAD_KEY_KINDS.length - 1)
    expect(keys).toEqual(expect.not.arrayContaining(issuer.publicKeys()))
    expect(JSON.stringify(keys)).not.toMatch(/"d":/)
  })

  it('has keys without a name', async () => {
    const issuer = await openWith(
      'jwks',
      { kind: 'badKeys', keys: ['notAnObject'] },
      { kind: 'keysWithoutKid' }
    )
    const [{ kid, ...unnamed } = {}] = issuer.publicKeys()
    expect(kid).toMatch(/\S/)
    expect(await fetchJson(issuer.jwksUri)).toEqual({ keys: [null, unnamed] })
  })

  it('does not change a member that another fault replaced by something else than an array', async () => {
    const issuer = await openWith(
      'jwks',
      { kind: 'keysNotArray' },
      { kind: 'badKeys', keys: ['notAnObject'] }
    )
    expect(await fetchJson(issuer.jwksUri)).toEqual({ keys: [null] })
  })
})

describe('an answer that is not a document', () => {
  it('is a page of HTML', async () => {
    const issuer = await openWith('jwks', { kind: 'html' })
    const response = await fetch(issuer.jwksUri)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html'])
    expect(await response.text()).toContain('<!doctype html>')
  })

  it('is half of one', async () => {
    const issuer = await openWith('jwks', { kind: 'truncated' })
    const response = await fetch(issuer.jwksUri)
    const text = await response.text()
    const whole = JSON.stringify({ keys: issuer.publicKeys() })
    expect(response.status).toBe(200)
    expect(text).toBe(whole.slice(0, Math.floor(whole.length / 2)))
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError)
  })

  it('is any text', async () => {
    const issuer = await openWith('jwks', { kind: 'body', text: '[]' })
    const json = await fetch(issuer.jwksUri)
    expect([json.headers.get('content-type'), await json.text()]).toEqual(['application/json', '[]'])
    issuer.faults.apply('jwks', { kind: 'body', text: 'x', contentType: 'text/plain' })
    const plain = await fetch(issuer.jwksUri)
    expect([plain.headers.get('content-type'), await plain.text()]).toEqual(['text/plain', 'x'])
  })

  it.each([401, 403, 404, 429, 500, 502, 503])('has the status %i', async (status) => {
    const issuer = await openWith('jwks', { kind: 'status', status, headers: { 'Retry-After': '120' } })
    const response = await fetch(issuer.jwksUri)
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, '120'])
    expect(await response.json()).toEqual({ error: 'test_fault' })
  })

  it.each([undefined, 301, 307, 308])('is a redirect, with the status %s', async (status) => {
    const location = 'http://169.254.169.254/latest'
    const issuer = await openWith('jwks', {
      kind: 'redirect',
      location,
      ...(status === undefined ? {} : { status })
    })
    const response = await fetch(issuer.jwksUri, { redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([status ?? 302, location])
  })

  it.each(['max-age=0', 'max-age=-1', 'max-age=31536000', 'max-age=99999999999999999999', 'no-store'])(
    'is a document with Cache-Control: %s',
    async (value) => {
      const issuer = await openWith('jwks', { kind: 'headers', headers: { 'Cache-Control': value } })
      const response = await fetch(issuer.jwksUri)
      expect(response.headers.get('cache-control')).toBe(value)
      expect(await response.json()).toEqual({ keys: issuer.publicKeys() })
    }
  )
})
