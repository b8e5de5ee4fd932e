import { createTestIssuer } from '@portcullis/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openAuthorizationServers } from '../../src/issuers/authorization-servers.ts'
import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import type { IssuerOptions, ProtectedResourceOptions } from '../../src/options/protected-resource-options.ts'
import { resolveOptions } from '../../src/options/resolve-options.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { createStaticResource, openStaticResource, requestWith } from '../support/static-resource.ts'
import { ISSUER, NOW, validClaims } from '../support/test-token.ts'

const { key: signingKey } = createStaticResource()

/** What becomes of a token of the issuer where a function answers as given. */
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

  test('has what it said of known tokens asked of its new answer', async () => {
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

  test('may not know it', async () => {
    const { authenticating } = await outcomeOf(() => Promise.resolve(undefined))
    expect((await refusalOf(() => authenticating)).code).toBe('issuer_untrusted')
  })

  test.each<[string, () => unknown]>([
    ['options of another issuer', () => ({ issuer: 'https://other.example.test' })],
    ['misspelt options', () => ({ isuer: ISSUER })],
    ['no options', () => 'yes']
  ])('that answers with %s is our own trouble', async (_title, answer) => {
    const { authenticating } = await outcomeOf(answer)
    const error = await refusalOf(() => authenticating)
    expect(error).toMatchObject({ code: 'issuer_resolution_failed', status: 503 })
    expect(error.cause).toBeInstanceOf(ConfigurationError)
  })
})

describe('a fresh key set', () => {
  test.each<[string, (issuer: string) => ProtectedResourceOptions, boolean]>([
    ['may be used unasked where the issuer is in a list', (issuer) => ({ issuer }), true],
    ['may not where a function knows the issuer', () => ({ issuers: (issuer) => ({ issuer }) }), false]
  ])('%s', async (_title, optionsFor, isUnasked) => {
    const issuer = await createTestIssuer()
    const audience = 'https://api.example.test'
    const servers = openAuthorizationServers(resolveOptions({ audience, ...optionsFor(issuer.issuer) }, {}))
    onTestFinished(async () => {
      servers.close()
      await issuer.close()
    })
    const server = await servers.find(issuer.issuer)
    await server?.keys.warmUp()
    const until = server?.keys.current()?.unaskedUntil
    if (isUnasked) expect(until).toBeGreaterThan(performance.now())
    else expect(until).toBe(0)
  })
})
