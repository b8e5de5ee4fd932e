import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startStopwatch } from '../../../bench/servers/stopwatch.mjs'
import { hasRedis } from '../../redis/has-redis.ts'
import { FRAMEWORKS, launchApi, type ApiProcess } from '../../redis/start-api.ts'
import { startRedis, type RedisServer } from '../../redis/start-redis.ts'
import type { IssuedTokens } from '../servers/authorization-server.ts'
import { prepareSeed } from '../servers/keycloak/seed.mjs'
import { start, type Keycloak } from '../servers/keycloak/start.mjs'
import { isAvailable } from '../suites/is-available.ts'

const available = await isAvailable('Keycloak', prepareSeed)

/**
 * Clients of people, whose tokens are a plain JWT, bound to a key, and a JWT that only introspection can
 * read.
 */
const CLIENTS = ['spa', 'spa-dpop', 'spa-lightweight']

/** Within this time every process refuses the tokens, from the answer to the administrator on. */
const PROMISED_MILLISECONDS = 2000

describe.skipIf(!available || !hasRedis)('Keycloak, and Express, Fastify and NestJS that share Redis', () => {
  let server: Keycloak
  let redis: RedisServer
  let apis: readonly ApiProcess[] = []

  beforeAll(async () => {
    server = await start()
    redis = await startRedis()
    const options = {
      usesOwnUrl: true,
      clientIds: CLIENTS,
      eventAudience: 'https://api.example.test/events',
      introspection: {
        clientId: 'introspector',
        clientSecret: 'introspectorsecretintrospectorsecret',
        for: 'all',
        // An answer that is cached for long: only a revocation refuses its token.
        cacheSeconds: 600
      }
    } as const
    apis = await Promise.all(
      FRAMEWORKS.map((framework) => launchApi({ framework, issuer: server, redis, options }))
    )
  })
  afterAll(async () => {
    await Promise.all(apis.map((api) => api.stop()))
    await redis.close()
    await server.close()
  })

  /** Signs a user in at every client. */
  async function signInAs(username: string): Promise<IssuedTokens[]> {
    const tokens: IssuedTokens[] = []
    for (const client of CLIENTS) {
      const senderConstrained = client === 'spa-dpop'
      tokens.push(await server.signIn({ client, username, senderConstrained, scope: 'openid orders:read' }))
    }
    return tokens
  }

  /** The final status of each token at each process. */
  async function statusesOf(tokens: readonly IssuedTokens[]): Promise<Set<number | undefined>> {
    const statuses = await Promise.all(
      apis.flatMap(({ origin }) => tokens.map((each) => each.fetchResource(`${origin}/protected`)))
    )
    return new Set(statuses.map((each) => each.at(-1)))
  }

  /** Has an administrator log alice out, and returns how long it took until all refused her tokens. */
  async function logAliceOut(tokens: readonly IssuedTokens[]): Promise<number> {
    await server.administration().logOut('alice')
    const stopwatch = startStopwatch()
    await expect.poll(() => statusesOf(tokens), { interval: 20, timeout: 20_000 }).toEqual(new Set([401]))
    stopwatch.stop()
    return stopwatch.read()
  }

  test('refuse the JWT, bound and lightweight tokens of a user whom an administrator logged out: by logout tokens', async () => {
    const [alice, bob] = [await signInAs('alice'), await signInAs('bob')]
    expect(await statusesOf([...alice, ...bob])).toEqual(new Set([200]))
    const url = `${apis[0]?.origin}/backchannel-logout`
    for (const client of CLIENTS)
      await server.administration().setAttributes(client, {
        'backchannel.logout.url': url,
        'backchannel.logout.session.required': 'true'
      })
    const milliseconds = await logAliceOut(alice)
    console.log(`refused everywhere ${milliseconds.toFixed()} ms after the logout, by logout tokens`)
    expect(milliseconds).toBeLessThan(PROMISED_MILLISECONDS)
    expect(await statusesOf(bob)).toEqual(new Set([200]))
    for (const client of CLIENTS)
      await server.administration().setAttributes(client, { 'backchannel.logout.url': '' })
  })

  test('refuse them by a security event of CAEP alone, and admit what the user gets afterwards', async () => {
    await server.startStream(`${apis[1]?.origin}/security-events`)
    const [alice, bob] = [await signInAs('alice'), await signInAs('bob')]
    expect(await statusesOf([...alice, ...bob])).toEqual(new Set([200]))
    const milliseconds = await logAliceOut(alice)
    console.log(`refused everywhere ${milliseconds.toFixed()} ms after the logout, by a security event`)
    expect(milliseconds).toBeLessThan(PROMISED_MILLISECONDS)
    expect(await statusesOf(bob)).toEqual(new Set([200]))
    // "iat" and the time of the event are whole seconds.
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect(await statusesOf(await signInAs('alice'))).toEqual(new Set([200]))
  })
})
