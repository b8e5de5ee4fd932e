import { format, inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { AuthContext } from '../../src/context/auth-context.ts'
import { createProtectedResource } from '../../src/protected-resource.ts'
import { bearer, openResource } from '../support/open-resource.ts'

/** Values of claims that no log can contain. */
const SECRETS = { email: 'canary@of-the-claims.test', jti: 'canary-of-the-id' }

const shows: Record<string, (context: AuthContext) => string> = {
  'JSON.stringify': (context) => JSON.stringify(context),
  'JSON.stringify of a request': (context) => JSON.stringify({ request: { auth: [context] } }),
  'util.inspect': (context) => inspect(context),
  'util.inspect of what is hidden': (context) => inspect(context, { showHidden: true, depth: Infinity }),
  'util.inspect through getters': (context) => inspect(context, { getters: true, depth: Infinity }),
  'console.log': (context) => format('%s %j %o %O', context, context, context, context),
  spread: (context) => inspect({ ...context }, { depth: Infinity }),
  'Object.assign': (context) => inspect(Object.assign({}, context), { depth: Infinity }),
  structuredClone: (context) => inspect(structuredClone(context), { depth: Infinity }),
  'Object.entries': (context) => inspect(Object.entries(context), { depth: Infinity }),
  'for … in': (context) => {
    const seen: unknown[] = []
    for (const name in context) seen.push(name, Reflect.get(context, name))
    return inspect(seen, { depth: Infinity })
  },
  'Object.prototype.toString': (context) => Object.prototype.toString.call(context)
}

/** The context of a new token without a cache, and the cached one. */
async function contexts(claims: object) {
  const { issuer, clock, resource } = await openResource()
  const forgetful = createProtectedResource({ ...issuer.options, clock, tokenCacheSize: 0 })
  onTestFinished(async () => forgetful.close())
  const token = await issuer.issue({ claims: { ...claims } })
  const first = await forgetful.authenticate(bearer(token))
  await resource.authenticate(bearer(token))
  await resource.authenticate(bearer(await issuer.issue()))
  const known = await resource.authenticate(bearer(token))
  expect(known).not.toBe(first)
  return { token, first, known }
}

describe('a context hides its token and claims', () => {
  test.each(Object.keys(shows))('from %s', async (name) => {
    const { token, first, known } = await contexts(SECRETS)
    const parts = token.split('.')
    for (const context of [first, known]) {
      // Read first, so that the parsed claims are there.
      expect(context.claims['email']).toBe(SECRETS.email)
      const shown = shows[name]?.(context) ?? ''
      expect(shown).not.toBe('')
      for (const secret of [...Object.values(SECRETS), ...parts]) expect(shown.includes(secret)).toBe(false)
    }
  })
})

test('the subject is a member of a spread context', async () => {
  const { first, known } = await contexts({ sub: 'alice' })
  for (const context of [first, known]) expect({ ...context }.subject).toBe('alice')
})

describe('a cached context', () => {
  test('has the same claims as the first, parsed again and deeply frozen', async () => {
    const claims = {
      numbers: [0, -1.5, 1e21],
      text: 'ü \u2028 \\ "',
      nested: { list: [{ deep: [null, true] }], empty: {} },
      ['__proto__']: { polluted: true },
      constructor: 'x'
    }
    const { first, known } = await contexts(claims)
    expect(known.claims).toEqual(first.claims)
    expect(JSON.stringify(known.claims)).toBe(JSON.stringify(first.claims))
    expect(known.claims).not.toBe(first.claims)
    expect(known.claims).toBe(known.claims)
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
    const pending: unknown[] = [known, known.claims, known.header]
    for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
      expect(Object.isFrozen(value)).toBe(true)
      if (typeof value === 'object' && value !== null) pending.push(...(Object.values(value) as unknown[]))
    }
  })

  test('has the same other members as the first', async () => {
    const { token, first, known } = await contexts({ scope: 'a b', roles: ['r'], permissions: ['p'] })
    expect({ ...known }).toEqual({ ...first })
    expect(known).toMatchObject({ scopes: ['a', 'b'], roles: ['r'], permissions: ['p'] })
    expect([known.accessToken, known.token, known.subject]).toEqual([token, token, first.subject])
    expect(known.extra).toBe(known.claims)
  })
})
