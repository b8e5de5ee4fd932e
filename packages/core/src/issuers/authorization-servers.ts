import { createClosing } from '../documents/closing.ts'
import type { DocumentSettings } from '../documents/fetch-document.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { KeySource } from '../keys/key-source.ts'
import { createRemoteKeySource, type RemoteKeySettings } from '../keys/remote-key-source.ts'
import { createStaticKeySource } from '../keys/static-key-source.ts'
import type { ResolvedIssuer } from '../options/resolve-issuer.ts'
import type { ResolvedOptions } from '../options/resolve-options.ts'
import type { AuthorizationServer, OpenServers } from './authorization-server.ts'
import { createMetadataSource } from './metadata-source.ts'
import { openResolvedIssuers } from './resolved-issuers.ts'

/** All trusted authorization servers of a protected resource. */
export interface AuthorizationServers extends OpenServers {
  /** Whether the options list them; otherwise a function decides on them. */
  readonly areListed: boolean
  readonly isClosed: boolean
}

/** Opens the authorization servers that the options name. Fetches nothing yet. */
export function openAuthorizationServers(options: ResolvedOptions): AuthorizationServers {
  const closing = createClosing()
  const documents: DocumentSettings = {
    fetch: options.fetch,
    clock: options.clock,
    fetchTimeoutSeconds: options.keys.fetchTimeoutSeconds,
    closing
  }
  const open = (settings: ResolvedIssuer): KeySource => openKeys(settings, options, documents)
  const { resolver } = options
  const servers =
    resolver === undefined
      ? openListed(options.issuers, open)
      : openResolvedIssuers({ resolver, options, openKeys: open })
  return {
    areListed: resolver === undefined,
    live: () => servers.live(),
    get isClosed() {
      return closing.isClosed
    },
    find(issuer, request) {
      if (closing.isClosed) throw new ProtectedResourceError('jwks_unreachable', { hint: HINT_CLOSED })
      return servers.find(issuer, request)
    },
    close() {
      closing.close()
      servers.close()
    }
  }
}

const HINT_CLOSED = 'the protected resource was closed'

function openListed(
  issuers: readonly ResolvedIssuer[],
  open: (settings: ResolvedIssuer) => KeySource
): OpenServers {
  const servers = new Map(issuers.map((settings) => [settings.issuer, openOne(settings, open(settings))]))
  return {
    find: (issuer) => servers.get(issuer),
    live: () => [...servers.values()],
    close: () => servers.forEach(({ keys }) => keys.close())
  }
}

function openOne(settings: ResolvedIssuer, keys: KeySource): AuthorizationServer {
  let isInUse = false
  return {
    settings,
    keys,
    get isInUse() {
      return isInUse
    },
    markVerified() {
      isInUse = true
    }
  }
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
