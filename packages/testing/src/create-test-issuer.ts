import type { Clock } from '@portcullis/core'
import { mintLogoutToken, mintSecurityEvent } from './event-tokens/event-token.ts'
import { makeBadEventToken } from './event-tokens/make-bad-event-token.ts'
import { createIntrospectionEndpoint } from './introspection/create-introspection-endpoint.ts'
import { createKeyRing, type KeyRing } from './keys/create-key-ring.ts'
import { refuseProduction } from './refuse-production.ts'
import { reachNamedHost, requireAddress } from './server/named-host.ts'
import { createIssuerLocations, requireMetadataLocation } from './server/create-issuer-locations.ts'
import type { MetadataLocation } from './server/create-issuer-locations.ts'
import { createSelfSignedCertificate } from './server/create-self-signed-certificate.ts'
import type { TlsIdentity } from './server/create-self-signed-certificate.ts'
import { serveIssuer } from './server/serve-issuer.ts'
import type { ServedIssuer } from './server/serve-issuer.ts'
import type { TestIssuer, TestIssuerOptions } from './test-issuer.ts'
import { createTokenMint, type TokenMint } from './tokens/create-token-mint.ts'
import { makeBadToken } from './tokens/make-bad-token.ts'

const DEFAULT_METADATA_LOCATIONS: readonly MetadataLocation[] = ['oauthInserted', 'openidAppended']
const DEFAULT_AUDIENCE = 'https://api.example.test'
const DEFAULT_ALGORITHMS: readonly string[] = ['RS256', 'ES256']
const SYSTEM_CLOCK = { now: (): number => Date.now() / 1000 }

/**
 * Starts an authorization server for tests on 127.0.0.1, with new keys that are kept only in memory.
 *
 * It publishes metadata (RFC 8414, OpenID Connect Discovery) and a JWK Set, and issues any access token that
 * a test needs, so that the test uses the same code path as production. It has no sign-in.
 *
 * @example
 *
 * ```ts
 * import { requireAuth } from '@portcullis/express'
 * import { createTestIssuer } from '@portcullis/testing'
 * import express from 'express'
 *
 * const issuer = await createTestIssuer()
 * const app = express()
 * app.use(requireAuth(issuer.options))
 *
 * const valid = await issuer.issue({ claims: { sub: 'ada', scope: 'read:messages' } })
 * const invalid = await issuer.issueBad('wrongAudience')
 * await issuer.close()
 * ```
 *
 * @param options See {@link TestIssuerOptions}; nothing is required.
 * @returns The issuer, listening. Close it when the tests are done.
 * @throws {Error} When `NODE_ENV` is `production`, or the port is taken.
 * @throws {TypeError} When an option is wrong.
 */
export async function createTestIssuer(options: TestIssuerOptions = {}): Promise<TestIssuer> {
  refuseProduction()
  const { audience = DEFAULT_AUDIENCE, algorithms = DEFAULT_ALGORITHMS, clock = SYSTEM_CLOCK } = options
  const metadataLocations = (options.metadataLocations ?? DEFAULT_METADATA_LOCATIONS).map((name) =>
    requireMetadataLocation(name)
  )
  const [firstLocation] = metadataLocations
  if (firstLocation === undefined) throw new TypeError('"metadataLocations" must name at least one location')
  const locations = createIssuerLocations(options.path ?? '')
  const tls = await resolveTls(options.tls)
  const keys = await createKeyRing(algorithms)
  const introspection = await createIntrospectionEndpoint({
    issuer: () => issuer,
    algorithm: algorithms[0] ?? '',
    now: () => clock.now(),
    mint: () => mint
  })
  const served = await serveIssuer({
    locations,
    metadataLocations,
    publishedKeys: () => keys.published(),
    algorithms,
    introspect: (request) => introspection.plan(request),
    ...requireAddress(options),
    tls
  })
  const issuer = served.origin + locations.issuerPath
  const mint = createTokenMint({ issuer, audience, keys, clock })

  return {
    issuer,
    audience,
    jwksUri: served.origin + locations.paths.jwks,
    metadataUrl: served.origin + locations.paths[firstLocation],
    options: Object.freeze({ issuer, audience, ...reachNamedHost(options.host, served.port) }),
    certificate: tls?.cert,
    requests: served.recorder.log,
    faults: served.faults,
    introspection: introspection.control(served.origin + locations.paths.introspection),
    issue: (change) => mint.issue(change),
    issueBound: ({ confirmation }, change = {}) =>
      mint.issue({ ...change, claims: { cnf: confirmation, ...change.claims } }),
    issueOpaque: (change) => introspection.issue(mint.claims(change)),
    issueBad: (kind) => makeBadToken(kind, { mint, issuer, audience, key: keys.current(), now: clock.now() }),
    issueRaw: (token) => mint.issueRaw(token),
    resetRequests: () => served.recorder.reset(),
    ...createEventTokens(mint, keys, clock),
    ...createKeyControl(keys),
    ...createLifeCycle(served)
  }
}

type EventTokens = Pick<TestIssuer, 'issueLogoutToken' | 'issueSecurityEvent' | 'issueBadEventToken'>

function createEventTokens(mint: TokenMint, keys: KeyRing, clock: Pick<Clock, 'now'>): EventTokens {
  return {
    issueLogoutToken: (change) => mintLogoutToken(mint, change),
    issueSecurityEvent: (change) => mintSecurityEvent(mint, change),
    issueBadEventToken: (kind, name) =>
      makeBadEventToken(kind, { name, mint, key: keys.current(), now: Math.floor(clock.now()) })
  }
}

function createKeyControl(keys: KeyRing): Pick<TestIssuer, 'rotate' | 'removeKey' | 'publicKeys'> {
  return {
    rotate: (rotation) => keys.rotate(rotation),
    removeKey: (kid) => {
      keys.remove(kid)
    },
    publicKeys: () => keys.published()
  }
}

type LifeCycle = Pick<TestIssuer, 'start' | 'stop' | 'close' | typeof Symbol.asyncDispose>

function createLifeCycle({ server, port }: ServedIssuer): LifeCycle {
  let closed = false
  const close = async (): Promise<void> => {
    closed = true
    await server.close()
  }
  return {
    async start() {
      if (closed) throw new Error('the test issuer is closed; create a new one, or use "stop" before "start"')
      await server.start(port)
    },
    stop: () => server.stop(),
    close,
    [Symbol.asyncDispose]: close
  }
}

async function resolveTls(tls: true | TlsIdentity | undefined): Promise<TlsIdentity | undefined> {
  return tls === true ? createSelfSignedCertificate() : tls
}
