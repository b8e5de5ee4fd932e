import { afterEach, describe, expect, test } from 'vitest'
import { createTestClock, createTestIssuer, type TestIssuer } from '@portcullis/testing'
import {
  anyOf,
  createProtectedResource,
  requireAuthentication,
  requireClaim,
  type Guard,
  type ProtectedResource,
  type ProtectedResourceOptions
} from '../src/index.ts'
import { isProtectedResource } from '../src/protected-resource.ts'
import { refusalOf } from './support/refusal-of.ts'

const opened: { close(): Promise<void> }[] = []

afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()))
})

interface Opened {
  readonly issuer: TestIssuer
  readonly resource: ProtectedResource
  readonly authenticate: () => ReturnType<ProtectedResource['authenticate']>
}

async function open(options: Partial<ProtectedResourceOptions> = {}): Promise<Opened> {
  const { clock } = options
  const issuer = await createTestIssuer({ algorithms: ['ES256'], ...(clock === undefined ? {} : { clock }) })
  const resource = createProtectedResource({ ...issuer.options, ...options })
  opened.push(issuer, resource)
  const token = await issuer.issue({ claims: { tenant: 'acme' } })
  const headers = { authorization: `Bearer ${token}` }
  return { issuer, resource, authenticate: () => resource.authenticate({ method: 'GET', url: '/', headers }) }
}

/** A promise of another library, which `instanceof Promise` does not know. */
function thenable(value: unknown): object {
  // oxlint-disable-next-line unicorn/no-thenable -- this is what the test is about
  return { then: (resolve: (value: unknown) => void) => resolve(value) }
}

/** A function without types answers what it likes. */
const answering = (value: unknown) => () => value as boolean

describe('a hook of the application admits a token by one answer only', () => {
  test.each([false, undefined, null, 0, '', 1, 'yes', {}, thenable(false), Promise.resolve(false)])(
    'validate: %o refuses',
    async (answer) => {
      const { authenticate } = await open({ validate: answering(answer) })
      expect((await refusalOf(authenticate)).code).toBe('token_rejected')
    }
  )

  test.each([true, thenable(true), Promise.resolve(true)])('validate: %o lets in', async (answer) => {
    const { authenticate } = await open({ validate: answering(answer) })
    expect((await authenticate()).subject).toBe('test-user')
  })

  test.each([true, undefined, null, 0, '', 'no', {}, thenable(true), Promise.resolve(true)])(
    'isRevoked: %o refuses',
    async (answer) => {
      const { authenticate } = await open({ isRevoked: answering(answer) })
      expect((await refusalOf(authenticate)).code).toBe('token_revoked')
    }
  )

  test.each([false, undefined, 1, 'yes', {}, thenable(true), Promise.resolve(true)])(
    'requireClaim: %o refuses',
    async (answer) => {
      const { resource, authenticate } = await open()
      const context = await authenticate()
      const guard = requireClaim('tenant', answering(answer))
      expect((await refusalOf(() => resource.authorize(context, guard))).code).toBe('claim_insufficient')
    }
  )
})

test.each<[unknown]>([
  [{ kind: 'anyOf', guards: [] }],
  [{ kind: 'scopes', all: ['read'] }],
  [{ kind: 'authentication', acr: 'gold' }]
])('a guard written by hand admits no token: %j', async (guard) => {
  const { resource, authenticate } = await open()
  const context = await authenticate()
  expect(() => resource.authorize(context, guard as Guard)).toThrow('not a guard: use requireScopes()')
  expect(() => anyOf(guard as Guard)).toThrow('one or more guards')
})

test('a promise instead of a verdict counts as none, and its rejection does not end the process', async () => {
  const failing = async (): Promise<never> => Promise.reject(new Error('nobody waits for this'))
  const { resource, authenticate } = await open({ isMachine: failing as unknown as () => boolean })
  const context = await authenticate()
  expect(context.isMachine).toBeUndefined()
  const guard = requireClaim('tenant', failing as unknown as () => boolean)
  expect((await refusalOf(() => resource.authorize(context, guard))).code).toBe('claim_insufficient')
  await new Promise((resolve) => setImmediate(resolve))
})

test('a token that expires while it is verified is refused', async () => {
  const clock = createTestClock()
  const validate = async () => {
    await clock.advance(100)
    return true
  }
  const { issuer, resource } = await open({ clock, validate })
  const present = async (expiresInSeconds: number) => {
    const token = await issuer.issue({ expiresInSeconds })
    return resource.authenticate({ method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } })
  }
  // The tolerance is 30 seconds.
  expect((await present(71)).subject).toBe('test-user')
  expect((await refusalOf(() => present(70))).code).toBe('token_expired')
})

test.each([{ acr: 'x', maxAge: 300 }, { acr: 5 }, undefined, 'gold', { maxAgeSeconds: '5' }])(
  'requireAuthentication(%o) is a mistake that is named',
  (requirement) => {
    const demand: (requirement: unknown) => Guard = requireAuthentication as (requirement: unknown) => Guard
    expect(() => demand(requirement)).toThrow(/requireAuthentication|maxAgeSeconds/)
  }
)

test('a closed resource with keys of its own refuses, too', async () => {
  const issuer = await createTestIssuer()
  const { issuer: name, audience } = issuer.options
  const resource = createProtectedResource({ issuer: name, audience, jwks: { keys: issuer.publicKeys() } })
  opened.push(issuer)
  const headers = { authorization: `Bearer ${await issuer.issue()}` }
  const request = { method: 'GET', url: '/', headers }
  expect((await resource.authenticate(request)).subject).toBe('test-user')
  await resource.close()
  expect((await refusalOf(() => resource.authenticate(request))).status).toBe(503)
})

test('a value that is neither options nor a protected resource is a ConfigurationError', () => {
  for (const source of ['https://as.example.test', null, 5]) {
    expect(() => isProtectedResource(source)).toThrow('must be an object of options, or a protected resource')
  }
})
