import { createTestClock, createTestStores } from '@portcullis/testing'
import { describe, expect, test } from 'vitest'
import { createKit } from './introspection-kit.ts'

describe('an answer is cached', () => {
  test('for cacheSeconds, then the authorization server is asked again', async () => {
    const clock = createTestClock()
    const { issuer, open } = await createKit(clock)
    const introspection = open({ options: { cacheSeconds: 10 } })
    const token = issuer.issueOpaque()
    await introspection.introspect(token)
    await clock.advance(9.9)
    issuer.introspection.deactivate(token)
    expect((await introspection.introspect(token)).claims).toBeDefined()
    expect(issuer.requests.introspection).toBe(1)
    await clock.advance(0.1)
    expect((await introspection.introspect(token)).claims).toBeUndefined()
    expect(issuer.requests.introspection).toBe(2)
  })

  test('never beyond "exp"', async () => {
    const clock = createTestClock()
    const { issuer, open } = await createKit(clock)
    const introspection = open()
    const token = issuer.issueOpaque({ expiresInSeconds: 5 })
    await introspection.introspect(token)
    await clock.advance(5)
    await introspection.introspect(token)
    await introspection.introspect(token)
    expect(issuer.requests.introspection).toBe(3)
  })

  test('for cacheSeconds without "exp"', async () => {
    const { issuer, open } = await createKit()
    const introspection = open()
    const token = issuer.issueOpaque({ claims: { exp: undefined } })
    await introspection.introspect(token)
    await introspection.introspect(token)
    expect(issuer.requests.introspection).toBe(1)
  })

  test('for five seconds if it is "inactive"', async () => {
    const clock = createTestClock()
    const { issuer, open } = await createKit(clock)
    const introspection = open()
    for (let times = 0; times < 10; times += 1) await introspection.introspect('unknown')
    expect(issuer.requests.introspection).toBe(1)
    await clock.advance(5)
    await introspection.introspect('unknown')
    expect(issuer.requests.introspection).toBe(2)
  })

  test('not at all with cacheSeconds: 0', async () => {
    const { issuer, open } = await createKit()
    const introspection = open({ options: { cacheSeconds: 0 } })
    const token = issuer.issueOpaque()
    await introspection.introspect(token)
    await introspection.introspect(token)
    await introspection.introspect('unknown')
    await introspection.introspect('unknown')
    expect(issuer.requests.introspection).toBe(4)
  })

  test('never if it is an error', async () => {
    const { issuer, open } = await createKit()
    const introspection = open()
    const token = issuer.issueOpaque()
    issuer.faults.apply('introspection', { kind: 'status', status: 500, times: 2 })
    for (let times = 0; times < 2; times += 1)
      await expect(introspection.introspect(token)).rejects.toMatchObject({ status: 503 })
    expect((await introspection.introspect(token)).claims).toBeDefined()
  })

  test('200 requests with one token at the same time are one POST', async () => {
    const { issuer, open } = await createKit()
    const introspection = open()
    const token = issuer.issueOpaque()
    const answers = await Promise.all(Array.from({ length: 200 }, () => introspection.introspect(token)))
    expect(answers.every(({ claims }) => claims !== undefined)).toBe(true)
    expect(issuer.requests.introspection).toBe(1)
  })
})

describe('a shared store', () => {
  test('answers two processes after one POST, and contains no token', async () => {
    const { issuer, open } = await createKit()
    const { introspections } = createTestStores()
    const written: string[] = []
    const store = {
      get: (key: string) => introspections.get(key),
      set(key: string, value: string, until: number) {
        written.push(key, value)
        return introspections.set(key, value, until)
      }
    }
    const token = issuer.issueOpaque({ claims: { sub: 'alice' } })
    const [one, other] = [open({ options: { store } }), open({ options: { store } })]
    expect((await one.introspect(token)).claims).toMatchObject({ sub: 'alice' })
    expect((await other.introspect(token)).claims).toMatchObject({ sub: 'alice' })
    expect((await one.introspect('unknown')).claims).toBeUndefined()
    expect((await other.introspect('unknown')).claims).toBeUndefined()
    expect(issuer.requests.introspection).toBe(2)
    expect(written).toHaveLength(4)
    for (const text of written) expect(text).not.toContain(token)
  })

  test('keeps the answers for other clients apart', async () => {
    const { issuer, open } = await createKit()
    const store = createTestStores().introspections
    const token = issuer.issueOpaque()
    await open({ options: { store } }).introspect(token)
    const other = open({ options: { store, clientId: 'other-api' } })
    await expect(other.introspect(token)).rejects.toMatchObject({ code: 'introspection_refused' })
  })

  test.each(['down', 'garbage', 'number', 'expired'] as const)(
    'that is %s is no problem: the authorization server is asked',
    async (kind) => {
      const { issuer, open } = await createKit()
      const values = {
        garbage: 'x',
        number: JSON.stringify({ claims: 5, until: Date.now() }),
        expired: JSON.stringify({ claims: { sub: 'mallory' }, until: 5 })
      }
      const store = {
        async get() {
          if (kind === 'down') throw new Error('down')
          return values[kind]
        },
        set: () => Promise.reject(new Error('down'))
      }
      const token = issuer.issueOpaque({ claims: { sub: 'alice' } })
      expect((await open({ options: { store } }).introspect(token)).claims).toMatchObject({ sub: 'alice' })
    }
  )

  test('with an answer that is not an object has the authorization server asked', async () => {
    const { issuer, open } = await createKit()
    const store = { get: async () => '[]', set: async () => undefined }
    const token = issuer.issueOpaque()
    expect((await open({ options: { store } }).introspect(token)).claims).toBeDefined()
  })
})
