import { createClosing } from './documents/closing.ts'
import type { DocumentSettings } from './documents/fetch-document.ts'
import { ConfigurationError } from './errors/configuration-error.ts'
import { ProtectedResourceError } from './errors/protected-resource-error.ts'
import { createMetadataSource } from './issuers/metadata-source.ts'
import { createResolvedIssuers, type ResolvedIssuers } from './issuers/resolved-issuers.ts'
import type { FindIssuer } from './issuers/trusted-issuers.ts'
import type { KeySource } from './keys/key-source.ts'
import { createRemoteKeySource, type RemoteKeySettings } from './keys/remote-key-source.ts'
import { createStaticKeySource } from './keys/static-key-source.ts'
import type { IssuerResolver } from './options/protected-resource-options.ts'
import { resolveIssuer, type ResolvedIssuer } from './options/resolve-issuer.ts'
import type { ResolvedOptions } from './options/resolve-options.ts'

/** One trusted authorization server, alive: what is expected of its tokens, and its keys. */
export interface AuthorizationServer {
  readonly settings: ResolvedIssuer
  readonly keys: KeySource
  /** Is told that a token of it was verified. */
  prove(): void
}

/** All trusted authorization servers of a protected resource. */
export interface AuthorizationServers {
  readonly find: FindIssuer<AuthorizationServer>
  /** Those that are alive. */
  live(): readonly AuthorizationServer[]
  /** Ends what is under way, and all timers. */
  close(): void
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
    deadlineSeconds: options.keys.deadlineSeconds,
    closing
  }
  const open = (settings: ResolvedIssuer): AuthorizationServer => ({
    settings,
    keys: openKeys(settings, options, documents),
    prove: () => undefined
  })
  const servers =
    options.resolver === undefined
      ? openListed(options.issuers, open)
      : openResolved(options, options.resolver, open)
  return {
    ...servers,
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

type Open = (settings: ResolvedIssuer) => AuthorizationServer

function openListed(issuers: readonly ResolvedIssuer[], open: Open): AuthorizationServers {
  const servers = new Map(issuers.map((settings) => [settings.issuer, open(settings)]))
  return {
    find: (issuer) => servers.get(issuer),
    live: () => [...servers.values()],
    close: () => servers.forEach(({ keys }) => keys.close())
  }
}

function openResolved(options: ResolvedOptions, resolver: IssuerResolver, open: Open): AuthorizationServers {
  const servers: ResolvedIssuers<AuthorizationServer> = createResolvedIssuers({
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
    isSame: (one, other) => fingerprint(one) === fingerprint(other),
    open: (settings) => ({
      ...whileTrusted(open(settings), () => servers.isTrusted(settings.issuer)),
      prove: () => servers.prove(settings.issuer)
    }),
    // Functions that look alike may be bound to other values.
    renew: (server, settings) => ({ ...server, settings }),
    close: ({ keys }) => keys.close(),
    clock: options.clock
  })
  return servers
}

/** Tokens that were verified before must not outlive the trust in their issuer. */
function whileTrusted(server: AuthorizationServer, isTrusted: () => boolean): AuthorizationServer {
  const { keys } = server
  return { ...server, keys: { ...keys, current: (now) => (isTrusted() ? keys.current(now) : undefined) } }
}

function fingerprint(settings: ResolvedIssuer): string {
  return JSON.stringify(settings, (_, value: unknown) => {
    if (value instanceof Set) return [...(value as ReadonlySet<unknown>)]
    return typeof value === 'function' ? value.name : value
  })
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
