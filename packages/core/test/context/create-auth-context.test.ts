import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { AuthContext } from '../../src/context/auth-context.ts'
import { createAuthContext } from '../../src/context/create-auth-context.ts'
import type { IssuerSpecificOptions } from '../../src/options/protected-resource-options.ts'
import type { JsonObject } from '../../src/json/json-object.ts'
import { resolvedIssuer } from '../support/resolved-issuer.ts'
import { AUDIENCE, ISSUER, NOW, validClaims } from '../support/test-token.ts'

const accessToken = 'header.payload.signature'
const credentials = { scheme: 'Bearer', accessToken, text: `Bearer  ${accessToken}` } as const

/** A context, made of claims as a parser gives them. */
function contextOf(change: object = {}, options: IssuerSpecificOptions = {}) {
  const parse = (): JsonObject => JSON.parse(JSON.stringify(validClaims(change))) as JsonObject
  const token = { issuer: ISSUER, header: { alg: 'RS256', kid: 'a' }, claims: parse(), parseClaims: parse }
  return createAuthContext(credentials, token, resolvedIssuer(options).mapping)
}

describe('a context', () => {
  test('says of the caller what the token says', () => {
    const context = contextOf({ permissions: ['p'], roles: ['r'], acr: 'gold' })
    expect(context).toMatchObject({
      scheme: 'Bearer',
      header: { alg: 'RS256', kid: 'a' },
      issuer: ISSUER,
      clientId: 'client-1',
      audience: [AUDIENCE],
      scopes: ['read:messages'],
      permissions: ['p'],
      roles: ['r'],
      expiresAt: NOW + 300,
      isMachine: undefined
    })
    expect(context.subject).toBe('alice')
    expect([context.accessToken, context.token]).toEqual([accessToken, accessToken])
    expect(context.claims).toEqual(validClaims({ permissions: ['p'], roles: ['r'], acr: 'gold' }))
    expect(context.extra).toBe(context.claims)
  })

  test('has empty lists and no subject if the token has no such claims', () => {
    const context = contextOf({ sub: undefined, client_id: undefined, scope: undefined, aud: undefined })
    expect(context.subject).toBeUndefined()
    expect(context).toMatchObject({ clientId: '', audience: [], scopes: [], permissions: [], roles: [] })
  })

  test.each([null, 5, {}])('has no subject where sub is %j', (sub) => {
    expect(contextOf({ sub }).subject).toBeUndefined()
  })

  test.each([
    [{ aud: 'a' }, ['a']],
    [{ aud: ['a', 'b'] }, ['a', 'b']],
    [{ aud: [] }, []]
  ])('has the audience of %j as a list', (claims, audience) => {
    expect(contextOf(claims).audience).toEqual(audience)
  })

  test.each([
    [{ client_id: 'c', azp: 'a' }, 'c'],
    [{ client_id: undefined, azp: 'a', cid: 'x' }, 'a'],
    [{ client_id: '', cid: 'x' }, 'x'],
    [{ client_id: 5, appid: 'i' }, 'i']
  ])('has the first client id of %j', (claims, clientId) => {
    expect(contextOf(claims).clientId).toBe(clientId)
  })

  test('reads claims at the paths that the options name', () => {
    const options = {
      scopeClaims: [['auth', 'scopes']],
      permissionsClaims: ['https://example.test/permissions'],
      rolesClaims: ['cognito:groups', ['resource_access', 'api', 'roles']],
      clientIdClaims: ['client']
    }
    const claims = {
      auth: { scopes: ['a', 'b'] },
      'https://example.test/permissions': ['p'],
      'cognito:groups': ['g'],
      resource_access: { api: { roles: ['g', 'r'] } },
      client: 'c'
    }
    expect(contextOf(claims, options)).toMatchObject({
      scopes: ['a', 'b'],
      permissions: ['p'],
      roles: ['g', 'r'],
      clientId: 'c'
    })
  })

  test.each([true, false, undefined])('asks a rule whether it is a machine’s: %j', (verdict) => {
    const asked: AuthContext[] = []
    const isMachine = (context: AuthContext) => {
      asked.push(context)
      return verdict
    }
    const context = contextOf({ sub: 'client-1' }, { isMachine })
    expect(context.isMachine).toBe(verdict)
    expect(asked[0]).toBe(context)
    expect(asked[0]?.subject).toBe('client-1')
  })
})

describe('a handler cannot change a context for the next request', () => {
  const nested = { address: { lines: [{ street: 'x' }], empty: {} }, list: [['deep']] }

  test('since it is frozen to the bottom', () => {
    const context = contextOf({ ...nested, roles: ['r'], permissions: { p: {} } })
    const pending: unknown[] = [context, context.claims, context.header]
    for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
      expect(Object.isFrozen(value)).toBe(true)
      if (typeof value === 'object' && value !== null) pending.push(...(Object.values(value) as unknown[]))
    }
    expect(() => context.scopes.push('admin')).toThrow(TypeError)
    expect(Reflect.set(context, 'scopes', ['admin'])).toBe(false)
    expect(Reflect.set(context, 'claims', {})).toBe(false)
    expect(Reflect.set(context.claims, 'sub', 'mallory')).toBe(false)
    expect(Reflect.set(context.header, 'alg', 'none')).toBe(false)
  })

  test('however deep its claims are', () => {
    const depth = 10_000
    const text = `${'['.repeat(depth)}${']'.repeat(depth)}`
    const claims = { ...validClaims(), deep: JSON.parse(text) as unknown }
    const token = { issuer: ISSUER, header: { alg: 'RS256' }, claims, parseClaims: () => claims }
    const { mapping } = resolvedIssuer()
    const context = createAuthContext(credentials, token, mapping)
    expect(Object.isFrozen(context.claims['deep'])).toBe(true)
  })
})

describe('a context that is logged', () => {
  test('does not carry the access token along', () => {
    const context = contextOf()
    for (const text of [
      JSON.stringify(context),
      inspect(context, { depth: 10, showHidden: false }),
      Object.values(context).join(' '),
      JSON.stringify({ ...context }),
      JSON.stringify(structuredClone({ ...context }))
    ]) {
      expect(text).not.toContain('payload')
      expect(text).not.toContain('signature')
    }
  })
})

describe('a context that has dropped its claims', () => {
  test('has the same members, and parses the claims again when they are read', () => {
    let parsed = 0
    const claims = validClaims({ nested: { a: 1 } })
    const parseClaims = (token: string) => {
      expect(token).toBe(accessToken)
      parsed += 1
      return JSON.parse(JSON.stringify(claims)) as JsonObject
    }
    const token = { issuer: ISSUER, header: { alg: 'RS256' }, claims, parseClaims }
    const isMachine = () => true
    const context = createAuthContext(credentials, token, resolvedIssuer({ isMachine }).mapping)
    const before = { ...context }
    const other = createAuthContext(
      credentials,
      { ...token, claims: { sub: 'bob' } },
      resolvedIssuer().mapping
    )
    context.dropClaims()
    // Requests that come now need no claims.
    expect(context.subject).toBe('alice')
    context.dropClaims()
    other.dropClaims()
    other.dropClaims()
    expect(other.subject).toBe('bob')
    expect(parsed).toBe(0)
    expect({ ...context }).toEqual(before)
    expect([context.accessToken, context.token, context.isMachine]).toEqual([accessToken, accessToken, true])
    expect(parsed).toBe(0)
    expect(context.claims).toEqual(claims)
    expect(context.subject).toBe('alice')
    expect(context.extra).toBe(context.claims)
    expect(parsed).toBe(1)
    expect(Object.isFrozen(context.claims)).toBe(true)
    expect(Object.isFrozen(context.claims['nested'])).toBe(true)
  })
})

describe('a context with implied scopes', () => {
  const impliedScopes = new Map([['admin', ['write', 'read']]])
  const scopesOf = (scope: string) => {
    const claims = validClaims({ scope })
    const token = { issuer: ISSUER, header: { alg: 'RS256' }, claims, parseClaims: () => claims }
    return createAuthContext(credentials, token, { ...resolvedIssuer().mapping, impliedScopes }).scopes
  }

  test('has the scopes of the token first, then those that they imply, each once', () => {
    expect(scopesOf('read admin')).toEqual(['read', 'admin', 'write'])
    expect(scopesOf('read')).toEqual(['read'])
    expect(Object.isFrozen(scopesOf('read admin'))).toBe(true)
  })
})

describe('a context of a resource with metadata', () => {
  const published = { resource: 'https://api.example.test/mcp', metadataUrl: 'https://api.example.test/x' }
  const claims = validClaims()
  const token = { issuer: ISSUER, header: { alg: 'RS256' }, claims, parseClaims: () => claims }
  const context = createAuthContext(credentials, token, { ...resolvedIssuer().mapping, published })

  test('has the identifier as a URL of its own, and the address of the metadata', () => {
    expect(context.resource).toEqual(new URL(published.resource))
    expect(context.resource).not.toBe(context.resource)
    expect(context.resourceMetadataUrl).toBe(published.metadataUrl)
    expect(Object.isFrozen(context)).toBe(true)
  })

  test('shows in logs what every context shows', () => {
    expect(Object.keys(context)).toEqual(Object.keys(contextOf()))
    expect(contextOf().resource).toBeUndefined()
  })
})
