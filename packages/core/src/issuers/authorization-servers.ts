import { createClosing } from '../documents/closing.ts'
import type { DocumentSettings } from '../documents/fetch-document.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { createMetadataSource } from './metadata-source.ts'
import { createResolvedIssuers, type ResolvedIssuers } from './resolved-issuers.ts'
import type { FindIssuer } from './trusted-issuers.ts'
import type { KeySet } from '../keys/key-set.ts'
import type { KeySource } from '../keys/key-source.ts'
import { createRemoteKeySource, type RemoteKeySettings } from '../keys/remote-key-source.ts'
import { createStaticKeySource } from '../keys/static-key-source.ts'
import { isSameValue } from '../options/is-same-value.ts'
import type { IssuerResolver } from '../options/protected-resource-options.ts'
import { resolveIssuer, type ResolvedIssuer } from '../options/resolve-issuer.ts'
import type { ResolvedOptions } from '../options/resolve-options.ts'

/** One trusted authorization server, alive: what is expected of its tokens, and its keys. */
export interface AuthorizationServer {
  readonly settings: ResolvedIssuer
  readonly keys: KeySource
  /** Is told that a token of it was verified. */
  prove(): void
}

interface OpenServers {
  readonly find: FindIssuer<AuthorizationServer>
  /** Those that are alive. */
  live(): readonly AuthorizationServer[]
  /** Ends what is under way, and all timers. */
  close(): void
}

/** All trusted authorization servers of a protected resource. */
export interface AuthorizationServers extends OpenServers {
  readonly isClosed: boolean
}

/**
 * Opens the authorization servers that the options name. Nothing is fetched yet.
 *
 * @param options The options.
 * @returns The servers.
 */
export function openAuthorizationServers(options: ResolvedOptions): AuthorizationServers {
  const closing = createClosing()
  const documents: DocumentSettings = {
    fetch: options.fetch,
    clock: options.clock,
    fetchTimeoutSeconds: options.keys.fetchTimeoutSeconds,
    closing
  }
  const open: OpenKeys = (settings) => openKeys(settings, options, documents)
  const servers =
    options.resolver === undefined
      ? openListed(options.issuers, open)
      : openResolved(options, options.resolver, open)
  return {
    live: () => servers.live(),
    get isClosed() {
      return closing.isClosed
    },
    find(issuer) {
      if (closing.isClosed) throw new ProtectedResourceError('jwks_unreachable', { hint: HINT_CLOSED })
      return servers.find(issuer)
    },
    close() {
      closing.close()
      servers.close()
    }
  }
}

const HINT_CLOSED = 'the protected resource was closed'

type OpenKeys = (settings: ResolvedIssuer) => KeySource

function openListed(issuers: readonly ResolvedIssuer[], open: OpenKeys): OpenServers {
  const openOne = (settings: ResolvedIssuer): AuthorizationServer => ({
    settings,
    keys: open(settings),
    prove: () => undefined
  })
  const servers = new Map(issuers.map((settings) => [settings.issuer, openOne(settings)]))
  return {
    find: (issuer) => servers.get(issuer),
    live: () => [...servers.values()],
    close: () => servers.forEach(({ keys }) => keys.close())
  }
}

/** One that a function knows: its keys are current only while that holds. */
interface ResolvedServer extends AuthorizationServer {
  /** Where they come from, which may outlive its settings. */
  readonly source: KeySource
}

function openResolved(options: ResolvedOptions, resolver: IssuerResolver, open: OpenKeys): OpenServers {
  const servers: ResolvedIssuers<ResolvedServer> = createResolvedIssuers({
    async resolve(unverifiedIssuer): Promise<ResolvedIssuer | undefined> {
      const found = await resolver(unverifiedIssuer)
      if (found === undefined) return undefined
      const settings = resolveIssuer(found, options.issuerDefaults).find(
        ({ issuer }) => issuer === unverifiedIssuer
      )
      if (settings !== undefined) return settings
      throw new ConfigurationError(
        'issuers',
        'the function "issuers" answered with options of another issuer'
      )
    },
    isSame: isSameValue,
    open(settings, earlier) {
      const { issuer } = settings
      const source = (earlier && sourceThatLivesOn(earlier, settings)) ?? open(settings)
      // Tokens that were verified before must not outlive the trust in their issuer, nor what was asked of them.
      const current = (now?: number): KeySet | undefined =>
        servers.isTrusted(issuer, server) ? source.current(now) : undefined
      const prove = (): void => servers.prove(issuer)
      const server: ResolvedServer = { settings, source, keys: { ...source, current }, prove }
      return server
    },
    close: ({ keys }) => keys.close(),
    clock: options.clock
  })
  return servers
}

/** Keys depend on few of the settings: where the others change, an outage must not cost the last good ones. */
function sourceThatLivesOn(earlier: ResolvedServer, settings: ResolvedIssuer): KeySource | undefined {
  if (isSameValue(whatKeysDependOn(earlier.settings), whatKeysDependOn(settings))) return earlier.source
  earlier.source.close()
  return undefined
}

function whatKeysDependOn({ issuer, algorithms, jwks, jwksUri }: ResolvedIssuer): object {
  return { issuer, algorithms, jwks, jwksUri }
}

function openKeys(
  { issuer, algorithms, jwks, jwksUri }: ResolvedIssuer,
  options: ResolvedOptions,
  documents: DocumentSettings
): KeySource {
  if (jwks !== undefined) return createStaticKeySource(jwks, algorithms, options.clock)
  const location = jwksUri === undefined ? byMetadata(issuer, documents) : byConfiguration(jwksUri)
  const isTrustedForGood = options.resolver === undefined
  const settings = { issuer, algorithms, options: options.keys, documents, isTrustedForGood }
  return createRemoteKeySource({ ...settings, ...location })
}

type KeyLocation = Pick<RemoteKeySettings, 'locate' | 'distrust'>

function byConfiguration(jwksUri: string): KeyLocation {
  return { locate: () => Promise.resolve(jwksUri), distrust: () => undefined }
}

function byMetadata(issuer: string, documents: DocumentSettings): KeyLocation {
  const metadata = createMetadataSource(issuer, documents)
  return { locate: async () => (await metadata.obtain()).jwksUri, distrust: () => metadata.distrust() }
}
