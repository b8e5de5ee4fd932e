import { createTestClock, createTestIssuer } from '@portcullis/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import type { IssuerOptions, ProtectedResourceOptions } from '../../src/options/protected-resource-options.ts'
import { createProtectedResource } from '../../src/protected-resource.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { createStaticResource, openStaticResource, requestWith } from '../support/static-resource.ts'
import { AUDIENCE, ISSUER, NOW, validClaims } from '../support/test-token.ts'

const { key: signingKey } = createStaticResource()

/** The outcome for a token of the issuer if the function answers so. */
async function outcomeOf(answer: (key: object) => unknown) {
  const asked: string[] = []
  const issuers = (unverifiedIssuer: string) => {
    asked.push(unverifiedIssuer)
    return answer(key.jwk) as IssuerOptions
  }
  const { resource, sign, key } = openStaticResource({ issuers })
  const authenticating = resource.authenticate(requestWith(await sign()))
  return { asked, authenticating, resource, sign }
}

describe('a function that knows issuers', () => {
  test('is asked once, and its answer holds for the next tokens', async () => {
    const { asked, authenticating, resource, sign } = await outcomeOf((key) => ({
      issuer: ISSUER,
      jwks: { keys: [key] }
    }))
    expect((await authenticating).issuer).toBe(ISSUER)
    const another = await resource.authenticate(
      requestWith(await sign({ claims: validClaims({ sub: 'bob' }) }))
    )
    expect(another.subject).toBe('bob')
    expect(asked).toEqual([ISSUER])
    expect(resource.readiness()).toMatchObject({ status: 'ready', issuers: [{ issuer: ISSUER }] })
  })

  test('may know the issuer by the place-holder of its tenants', async () => {
    const { authenticating } = await outcomeOf((key) => ({
      issuer: 'https://{tenantid}.example.test',
      tenants: ['other', 'as'],
      jwks: { keys: [key] }
    }))
    expect((await authenticating).issuer).toBe(ISSUER)
  })

  test('may answer with another rule of the same name', async () => {
    let machine = 'client-1'
    const { resource, sign, clock } = openStaticResource({
      issuers: () => {
        const own = machine
        return {
          issuer: ISSUER,
          jwks: { keys: [signingKey.jwk] },
          isMachine: ({ clientId }) => clientId === own
        }
      }
    })
    const isMachine = async (jti: string) => {
      const claims = validClaims({ jti, client_id: 'client-2', exp: NOW + 3600 })
      return (await resource.authenticate(requestWith(await sign({ claims })))).isMachine
    }
    expect(await isMachine('first')).toBe(false)
    machine = 'client-2'
    expect(await isMachine('second')).toBe(false)
    clock.pass(600)
    expect(await isMachine('third')).toBe(true)
  })

  test('verifies cached tokens again after the function answers something else', async () => {
    let answer = true
    const { resource, sign, clock } = openStaticResource({
      issuers() {
        const isMachine = answer
        return { issuer: ISSUER, jwks: { keys: [signingKey.jwk] }, isMachine: () => isMachine }
      }
    })
    const requests = await Promise.all(
      ['a', 'b'].map(async (jti) =>
        requestWith(await sign({ claims: validClaims({ jti, exp: NOW + 3600 }) }))
      )
    )
    const areMachines = async () =>
      (await Promise.all(requests.map((each) => resource.authenticate(each)))).map(
        ({ isMachine }) => isMachine
      )
    expect(await areMachines()).toEqual([true, true])
    answer = false
    clock.pass(600)
    const claims = validClaims({ jti: 'c', exp: NOW + 3600 })
    await resource.authenticate(requestWith(await sign({ claims })))
    expect(await areMachines()).toEqual([false, false])
  })

  test('refuses the token if it returns undefined', async () => {
    const { authenticating } = await outcomeOf(() => Promise.resolve(undefined))
    expect((await refusalOf(() => authenticating)).code).toBe('issuer_untrusted')
  })

  test.each<[string, (key: object) => unknown]>([
    ['options of another issuer', () => ({ issuer: 'https://other.example.test' })],
    ['misspelt options', () => ({ isuer: ISSUER })],
    ['no options', () => 'yes'],
    ['static keys that are private', (key) => ({ issuer: ISSUER, jwks: { keys: [{ ...key, d: 'AA' }] } })]
  ])('that returns %s is a 503', async (_title, answer) => {
    const { authenticating } = await outcomeOf(answer)
    const error = await refusalOf(() => authenticating)
    expect(error).toMatchObject({ code: 'issuer_resolution_failed', status: 503 })
    expect(error.cause).toBeInstanceOf(ConfigurationError)
  })
})

describe('issuers whose keys have one URL', () => {
  async function openBoth(change: (options: ProtectedResourceOptions) => ProtectedResourceOptions) {
    const clock = createTestClock()
    const issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
    const { jwksUri } = issuer
    const issuers = ['https://one.example.test', 'https://two.example.test'].map((name) => ({
      issuer: name,
      jwksUri
    }))
    const resource = createProtectedResource(change({ audience: AUDIENCE, clock, issuers }))
    onTestFinished(async () => {
      await resource.close()
      await issuer.close()
    })
    const ask = async (iss: string) =>
      resource.authenticate(requestWith(await issuer.issue({ claims: { iss, aud: AUDIENCE } })))
    return { clock, issuer, resource, ask }
  }

  test('fetch them once, and each accepts its own tokens', async () => {
    const { issuer, resource, ask } = await openBoth((options) => options)
    await resource.warmUp()
    for (const name of ['https://one.example.test', 'https://two.example.test'])
      expect((await ask(name)).issuer).toBe(name)
    expect(issuer.requests.jwks).toBe(1)
    expect(resource.readiness().issuers.map(({ status, keyCount }) => [status, keyCount])).toEqual([
      ['ready', 1],
      ['ready', 1]
    ])
  })

  test('cache their tokens until the protected resource is closed, however often it is', async () => {
    const { issuer, resource } = await openBoth((options) => options)
    const token = await issuer.issue({ claims: { iss: 'https://one.example.test', aud: AUDIENCE } })
    await resource.authenticate(requestWith(token))
    expect(resource.authenticateFromCache(requestWith(token))?.issuer).toBe('https://one.example.test')
    await resource.close()
    await resource.close()
    expect(resource.authenticateFromCache(requestWith(token))).toBeUndefined()
  })

  test('fetch them for each if they allow different algorithms', async () => {
    const { issuer, resource } = await openBoth(({ issuers, ...options }) => {
      const [one, two] = Array.isArray(issuers) ? (issuers as readonly IssuerOptions[]) : []
      if (one === undefined || two === undefined) throw new Error('there are two')
      return { ...options, issuers: [one, { ...two, algorithms: ['ES256'] }] }
    })
    await resource.warmUp()
    expect(issuer.requests.jwks).toBe(2)
  })

  test('keep them as long as one of them is known to the function', async () => {
    let known = ['https://one.example.test', 'https://two.example.test']
    const { clock, issuer, ask, resource } = await openBoth(({ issuers: listed, ...options }) => ({
      ...options,
      issuers: (name) =>
        known.includes(name) && Array.isArray(listed)
          ? (listed as readonly IssuerOptions[]).find((each) => each.issuer === name)
          : undefined
    }))
    for (const name of known) await ask(name)
    known = ['https://two.example.test']
    await clock.advance(601)
    const refusal = await refusalOf(() => ask('https://one.example.test'))
    expect(refusal.code).toBe('issuer_untrusted')
    expect((await ask('https://two.example.test')).issuer).toBe('https://two.example.test')
    expect(issuer.requests.jwks).toBe(2)
    known = []
    await clock.advance(601)
    await refusalOf(() => ask('https://two.example.test'))
    expect(resource.readiness().issuers).toEqual([])
    expect(clock.pendingTasks).toBe(0)
  })
})
