import { describe, expect, it } from 'vitest'
import type { MetadataLocation } from '../../src/index.ts'
import { openIssuer } from '../open-issuer.ts'
import { fetchJson } from '../read-json.ts'

describe('the metadata', () => {
  it('are published at both usual places, and are the same', async () => {
    const issuer = await openIssuer({ path: '/tenants/one' })
    const { origin } = new URL(issuer.issuer)
    const inserted = await fetchJson(`${origin}/.well-known/oauth-authorization-server/tenants/one`)
    const appended = await fetchJson(`${issuer.issuer}/.well-known/openid-configuration`)
    expect(inserted).toEqual(appended)
    expect(inserted).toMatchObject({
      issuer: issuer.issuer,
      jwks_uri: issuer.jwksUri,
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: ['ES256'],
      subject_types_supported: ['public'],
      token_endpoint: `${issuer.issuer}/token`
    })
  })

  it('name an issuer with its trailing slash', async () => {
    const issuer = await openIssuer({ path: '/' })
    expect(issuer.issuer).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/)
    expect(await fetchJson(issuer.metadataUrl)).toMatchObject({
      issuer: issuer.issuer,
      token_endpoint: `${issuer.issuer}token`
    })
  })

  it.each(['//', '//one', '/%C3%BC/a:b@c;d'])('are found if the path is "%s"', async (path) => {
    const issuer = await openIssuer({ path })
    expect(issuer.issuer.endsWith(path)).toBe(true)
    expect(await fetchJson(issuer.metadataUrl)).toHaveProperty('issuer', issuer.issuer)
    expect(await fetchJson(issuer.jwksUri)).toEqual({ keys: issuer.publicKeys() })
  })

  it.each<[MetadataLocation, string]>([
    ['oauthInserted', '/.well-known/oauth-authorization-server/one'],
    ['openidInserted', '/.well-known/openid-configuration/one'],
    ['oauthAppended', '/one/.well-known/oauth-authorization-server'],
    ['openidAppended', '/one/.well-known/openid-configuration']
  ])('are published at %s alone when asked, and nowhere else', async (location, path) => {
    const issuer = await openIssuer({ path: '/one', metadataLocations: [location] })
    const { origin } = new URL(issuer.issuer)
    expect(issuer.metadataUrl).toBe(origin + path)
    const paths = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'].flatMap(
      (wellKnown) => [`${wellKnown}/one`, `/one${wellKnown}`]
    )
    const statuses = await Promise.all(paths.map(async (each) => (await fetch(origin + each)).status))
    expect(paths.filter((_, index) => statuses[index] === 200)).toEqual([path])
    expect(issuer.requests.metadata).toBe(1)
  })

  it('are JSON', async () => {
    const issuer = await openIssuer()
    const response = await fetch(issuer.metadataUrl)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/json')
    expect(response.headers.get('cache-control')).toBeNull()
    expect(await response.json()).toHaveProperty('issuer', issuer.issuer)
  })
})

describe('the JWK Set', () => {
  it('is the set of published keys at any moment', async () => {
    const issuer = await openIssuer()
    expect(await fetchJson(issuer.jwksUri)).toEqual({ keys: issuer.publicKeys() })
    await issuer.rotate({ keepOld: true })
    const { keys } = await fetchJson(issuer.jwksUri)
    expect(keys).toEqual(issuer.publicKeys())
    expect(keys).toHaveLength(2)
  })

  it('has no private member', async () => {
    const issuer = await openIssuer({ algorithms: ['RS256', 'ES256', 'Ed25519'] })
    const text = await (await fetch(issuer.jwksUri)).text()
    expect(text).not.toMatch(/"(d|p|q|dp|dq|qi|k|priv)":/)
  })
})

describe('the server', () => {
  it('answers 404 at unknown paths, with a query or without', async () => {
    const issuer = await openIssuer()
    expect((await fetch(`${issuer.issuer}/token`)).status).toBe(404)
    expect((await fetch(`${issuer.jwksUri}?x=1`)).status).toBe(200)
  })

  it('can only be read', async () => {
    const issuer = await openIssuer()
    const response = await fetch(issuer.jwksUri, { method: 'POST', body: 'x' })
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
    const head = await fetch(issuer.jwksUri, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
  })

  it('keeps no connection, so that the next request meets the server as it is then', async () => {
    const issuer = await openIssuer()
    const response = await fetch(issuer.jwksUri)
    await response.text()
    expect(response.headers.get('connection')).toBe('close')
  })

  it('counts requests, and starts again after a reset', async () => {
    const issuer = await openIssuer()
    const { requests } = issuer
    await Promise.all([fetch(issuer.metadataUrl), fetch(issuer.jwksUri), fetch(issuer.jwksUri)])
    await fetch(`${issuer.issuer}/nothing`)
    expect(requests).toMatchObject({ metadata: 1, jwks: 2 })
    expect(requests.all).toHaveLength(4)
    expect(requests.all.at(-1)).toBe('GET /nothing')
    issuer.resetRequests()
    expect(requests).toEqual({ metadata: 0, jwks: 0, introspection: 0, all: [] })
  })
})
