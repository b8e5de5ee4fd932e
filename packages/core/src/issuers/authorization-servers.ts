import { createClosing } from '../documents/closing.ts'
import type { DocumentSettings } from '../documents/fetch-document.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { KeySource } from '../keys/key-source.ts'
import type { KeyLocation } from '../keys/key-search.ts'
import { createRemoteKeySource } from '../keys/remote-key-source.ts'
import { createStaticKeySource } from '../keys/static-key-source.ts'
import type { ResolvedIssuer } from '../options/resolve-issuer.ts'
import type { ResolvedOptions } from '../options/resolve-options.ts'
import type { AuthorizationServer, OpenServers } from './authorization-server.ts'
import { createMetadataSource } from './metadata-source.ts'
import { validateMetadata } from './validate-metadata.ts'
import { openResolvedIssuers } from './resolved-issuers.ts'

/** All trusted authorization servers of a protected resource. */
export interface AuthorizationServers extends OpenServers {
  /** Whether the options list them; otherwise a function decides on them. */
  readonly areListed: boolean
  readonly isClosed: boolean
  /** How documents of them are fetched. */
  readonly documents: CommonSettings
}

/** Opens the authorization servers that the options name. Fetches nothing yet. */
export function openAuthorizationServers(options: ResolvedOptions): AuthorizationServers {
  const closing = createClosing()
  const documents: CommonSettings = {
    fetch: options.fetch,
    clock: options.clock,
    fetchTimeoutSeconds: options.keys.fetchTimeoutSeconds,
    closing
  }
  const parts = { options, documents, share: createSharedSources() }
  const open = (settings: ResolvedIssuer): KeySource => openKeys(settings, parts)
  const { resolver } = options
  const servers =
    resolver === undefined
      ? openListed(options.issuers, open)
      : openResolvedIssuers({ resolver, options, openKeys: (settings) => openOrRefuse(settings, open) })
  return {
    areListed: resolver === undefined,
    documents,
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

/** Static keys that cannot be used are the fault of the function, as other invalid options are. */
function openOrRefuse(settings: ResolvedIssuer, open: (settings: ResolvedIssuer) => KeySource): KeySource {
  try {
    return open(settings)
  } catch (cause) {
    const hint = 'the function "issuers" returned invalid options: see the cause'
    throw new ProtectedResourceError('issuer_resolution_failed', { hint, cause })
  }
}

/** What is the same for all issuers. */
type CommonSettings = Omit<DocumentSettings, 'httpHosts'>

interface KeyParts {
  readonly options: ResolvedOptions
  readonly documents: CommonSettings
  readonly share: ShareSource
}

function openKeys(
  { issuer, algorithms, jwks, jwksUri, httpHosts }: ResolvedIssuer,
  { options, documents: common, share }: KeyParts
): KeySource {
  const { clock, signatureThread: thread } = options
  if (jwks !== undefined) return createStaticKeySource(jwks, { algorithms, clock, thread })
  const documents = { ...common, httpHosts }
  const settings = { issuer, algorithms, options: options.keys, documents, thread }
  if (jwksUri === undefined)
    return createRemoteKeySource({ ...settings, location: byMetadata(issuer, documents) })
  const location = { resolveJwksUri: () => Promise.resolve(jwksUri), invalidate: () => undefined }
  const name = JSON.stringify([jwksUri, [...algorithms].toSorted()])
  return share(name, () => createRemoteKeySource({ ...settings, location }))
}

function byMetadata(issuer: string, documents: DocumentSettings): KeyLocation {
  const metadata = createMetadataSource(issuer, documents, validateMetadata)
  return {
    resolveJwksUri: async () => (await metadata.obtain()).jwksUri,
    invalidate: () => metadata.invalidate()
  }
}

/** Opens a source under a name, or shares the one that is open under it. */
type ShareSource = (name: string, open: () => KeySource) => KeySource

/** Several spellings of an issuer often have one URL of keys: it is fetched once for all. */
function createSharedSources(): ShareSource {
  const shared = new Map<string, { readonly source: KeySource; users: number }>()
  return (name, open) => {
    const entry = shared.get(name) ?? { source: open(), users: 0 }
    shared.set(name, entry)
    entry.users += 1
    let isOpen = true
    return {
      ...entry.source,
      current: (now) => (isOpen ? entry.source.current(now) : undefined),
      close() {
        if (!isOpen) return
        isOpen = false
        entry.users -= 1
        if (entry.users > 0) return
        entry.source.close()
        shared.delete(name)
      }
    }
  }
}
