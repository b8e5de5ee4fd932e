import { fetchDocument, type DocumentSettings } from '../documents/fetch-document.ts'
import { refuseForDocument } from '../documents/refuse-for-document.ts'
import { readLifeSeconds } from '../documents/response-life.ts'
import { hasListeners, publish } from '#events'
import type { SignatureThread } from '../jws/verification-key.ts'
import { MAX_JWKS_BYTES, type ResolvedKeyOptions } from './key-options.ts'
import { createKeySearch, type KeyLocation } from './key-search.ts'
import { createKeySetCache, type FetchedKeySet } from './key-set-cache.ts'
import { createKeySet, type KeySet } from './key-set.ts'
import { createSignatureVerifier, type KeySource } from './key-source.ts'

/** Where the keys of one issuer are, and how they are cached. */
export interface RemoteKeySettings {
  /** The issuer; for events. */
  readonly issuer: string
  readonly algorithms: ReadonlySet<string>
  readonly options: ResolvedKeyOptions
  readonly documents: DocumentSettings
  readonly location: KeyLocation
  readonly thread: SignatureThread
}

/** Creates the source of keys that an issuer publishes as a JWK Set. Nothing is fetched yet. */
export function createRemoteKeySource(settings: RemoteKeySettings): KeySource {
  const { issuer, location, options, thread } = settings
  const { clock } = settings.documents
  const fetchKeySet = (): Promise<FetchedKeySet> => fetchFrom(settings)
  const cache = createKeySetCache({ issuer, fetchKeySet, clock, options })
  const keys = {
    current: () => cache.current(),
    obtain: () => cache.obtain(),
    fetches: () => cache.fetches(),
    ...createKeySearch({ issuer, cache, location, clock })
  }
  return {
    current: (now) => cache.current(now),
    verify: createSignatureVerifier(keys, thread),
    warmUp: async () => void (await cache.obtain()),
    status: () => cache.status(),
    close: () => cache.close()
  }
}

async function fetchFrom(settings: RemoteKeySettings): Promise<FetchedKeySet> {
  const { issuer, algorithms, options, documents, location } = settings
  const url = await location.resolveJwksUri()
  try {
    const skip = (kid: string, reason: string): void => {
      if (hasListeners()) publish({ type: 'key_skipped', issuer, kid, reason })
    }
    const parse = (json: unknown): KeySet | Promise<KeySet> => createKeySet(json, { algorithms, skip })
    const request = { issuer, document: 'jwks', url, maxBytes: MAX_JWKS_BYTES, parse } as const
    const { content, headers } = await fetchDocument(request, documents)
    return { keySet: content, lifeSeconds: readLifeSeconds(headers, options.ttlSeconds) }
  } catch (error) {
    location.invalidate()
    throw refuseForDocument(error, 'jwks')
  }
}
