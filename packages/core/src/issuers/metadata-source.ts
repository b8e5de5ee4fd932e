import { DocumentError } from '../documents/document-error.ts'
import { fetchDocument, type DocumentSettings } from '../documents/fetch-document.ts'
import { refuseForDocument } from '../documents/refuse-for-document.ts'
import { isProtectedResourceError, ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { validateMetadata, type AuthorizationServerMetadata } from './validate-metadata.ts'
import { metadataUrls } from './well-known.ts'

/** Longest metadata document that is read. */
export const MAX_METADATA_BYTES: number = 64 * 1024

/** For how long metadata is believed; a fetch of keys that fails sends us to read it again before. */
export const METADATA_LIFE_SECONDS: number = 24 * 60 * 60

/** Where the metadata of one authorization server comes from. */
export interface MetadataSource {
  /**
   * The metadata: from memory while it lives, else fetched. When it can't be fetched again, the last good one
   * serves on: the life of the keys is bounded by itself.
   */
  obtain(): Promise<AuthorizationServerMetadata>
  /** Has the metadata read again at the next chance: what it said seems to be out of date. */
  distrust(): void
}

/**
 * Makes the source of an authorization server's metadata.
 *
 * @param issuer The issuer, exactly as configured.
 * @param settings How documents are fetched.
 * @returns The source.
 */
export function createMetadataSource(issuer: string, settings: DocumentSettings): MetadataSource {
  let places = metadataUrls(issuer)
  let metadata: AuthorizationServerMetadata | undefined
  let expiresAt = 0
  return {
    async obtain() {
      if (metadata !== undefined && settings.clock.monotonic() < expiresAt) return metadata
      try {
        metadata = await fetchMetadata(issuer, places, settings)
      } catch (error) {
        // Next time beginning with another one: a proxy may swallow what it does not know, and all of the time.
        places = [...places.slice(1), ...places.slice(0, 1)]
        if (metadata !== undefined && !isOtherIssuer(error)) return metadata
        throw error
      }
      expiresAt = settings.clock.monotonic() + METADATA_LIFE_SECONDS * 1000
      return metadata
    },
    distrust() {
      expiresAt = 0
    }
  }
}

/** A page in the place of the document is an outage like any other; metadata of another issuer is not. */
function isOtherIssuer(error: unknown): boolean {
  return !isProtectedResourceError(error) || error.code === 'metadata_issuer_mismatch'
}

/**
 * Tries the places one after the other, within one deadline for all. The failure that says most is the one
 * that is reported.
 */
async function fetchMetadata(
  issuer: string,
  places: readonly string[],
  settings: DocumentSettings
): Promise<AuthorizationServerMetadata> {
  const failures: ProtectedResourceError[] = []
  const validUntil = settings.clock.monotonic() + settings.fetchTimeoutSeconds * 1000
  for (const url of places) {
    const remainingSeconds = (validUntil - settings.clock.monotonic()) / 1000
    if (remainingSeconds <= 0) break
    try {
      return await fetchFrom(url, issuer, { ...settings, fetchTimeoutSeconds: remainingSeconds })
    } catch (error) {
      if (!isProtectedResourceError(error)) throw error
      failures.push(error)
    }
  }
  throw (
    failures.toSorted((a, b) => weightOf(b) - weightOf(a))[0] ??
    new ProtectedResourceError('metadata_unreachable')
  )
}

function weightOf({ code, cause }: ProtectedResourceError): number {
  if (code === 'metadata_issuer_mismatch') return 3
  if (code === 'metadata_invalid') return 2
  // A 404 tells no more than that this is not one of the places.
  return cause instanceof DocumentError && cause.facts.status === 404 ? 0 : 1
}

async function fetchFrom(
  url: string,
  issuer: string,
  settings: DocumentSettings
): Promise<AuthorizationServerMetadata> {
  const parse = (content: unknown): AuthorizationServerMetadata => {
    if (typeof content === 'object' && content !== null) return validateMetadata(content, issuer)
    throw new ProtectedResourceError('metadata_invalid', { hint: HINT_NO_OBJECT })
  }
  const request = { issuer, document: 'metadata', url, maxBytes: MAX_METADATA_BYTES, parse } as const
  try {
    return (await fetchDocument(request, settings)).content
  } catch (error) {
    throw refuseForDocument(error, 'metadata')
  }
}

const HINT_NO_OBJECT =
  'what the authorization server answers is not a JSON object: a login page or a proxy answers in its place'
