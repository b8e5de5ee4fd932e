import { DocumentError } from '../documents/document-error.ts'
import { fetchDocument, type DocumentSettings } from '../documents/fetch-document.ts'
import { refuseForDocument } from '../documents/refuse-for-document.ts'
import type { Clock } from '../clock/clock.ts'
import { isProtectedResourceError, ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { TIME_IS_OVER, within } from '../flow/within.ts'
import { metadataUrls } from './well-known.ts'

/** Longest metadata document that is read. */
export const MAX_METADATA_BYTES: number = 64 * 1024

/** Lifetime of metadata, in seconds; a fetch of keys that fails has it read again before. */
export const METADATA_LIFE_SECONDS: number = 24 * 60 * 60

/** After how many seconds without an answer the next place is tried as well. */
export const NEXT_PLACE_SECONDS = 1

/**
 * Validates metadata, and takes out of it what is needed.
 *
 * @throws {ProtectedResourceError} `metadata_invalid` or `metadata_issuer_mismatch`.
 */
export type ValidateMetadata<Metadata> = (
  content: object,
  issuer: string,
  httpHosts: readonly string[] | undefined
) => Metadata

/** Where the metadata of one authorization server comes from. */
export interface MetadataSource<Metadata> {
  /**
   * Returns the metadata: cached until it expires, then fetched. If it cannot be fetched again, the cached
   * metadata stays in use: the lifetime of the keys has a limit of its own.
   */
  obtain(): Promise<Metadata>
  /** Has the metadata read again at the next chance: what it said seems to be out of date. */
  invalidate(): void
}

/**
 * Makes the source of an authorization server's metadata.
 *
 * @param issuer The issuer, exactly as configured.
 * @param settings How documents are fetched.
 * @param validate Validates them.
 * @returns The source.
 */
export function createMetadataSource<Metadata>(
  issuer: string,
  settings: DocumentSettings,
  validate: ValidateMetadata<Metadata>
): MetadataSource<Metadata> {
  let places = metadataUrls(issuer)
  let metadata: Metadata | undefined
  let expiresAt = 0
  return {
    async obtain() {
      if (metadata !== undefined && settings.clock.monotonic() < expiresAt) return metadata
      try {
        const found = await fetchMetadata(places, { issuer, settings, validate })
        metadata = found.metadata
        places = [found.url, ...places.filter((url) => url !== found.url)]
      } catch (error) {
        // Next time beginning with another one: a proxy may swallow what it does not know, and all of the time.
        places = [...places.slice(1), ...places.slice(0, 1)]
        if (metadata !== undefined && !isOtherIssuer(error)) return metadata
        throw error
      }
      expiresAt = settings.clock.monotonic() + METADATA_LIFE_SECONDS * 1000
      return metadata
    },
    invalidate() {
      expiresAt = 0
    }
  }
}

/** A page instead of the document is an outage like any other; metadata of another issuer is not. */
function isOtherIssuer(error: unknown): boolean {
  return !isProtectedResourceError(error) || error.code === 'metadata_issuer_mismatch'
}

interface FoundMetadata<Metadata> {
  readonly url: string
  readonly metadata: Metadata
}

/** What is fetched, and how. */
interface MetadataRequest<Metadata> {
  readonly issuer: string
  readonly settings: DocumentSettings
  readonly validate: ValidateMetadata<Metadata>
}

/**
 * Tries the places within one deadline for all. If it finds nothing, the failure that says most is reported.
 */
async function fetchMetadata<Metadata>(
  places: readonly string[],
  { issuer, settings, validate }: MetadataRequest<Metadata>
): Promise<FoundMetadata<Metadata>> {
  const { clock, fetchTimeoutSeconds } = settings
  const validUntil = clock.monotonic() + fetchTimeoutSeconds * 1000
  const failures: unknown[] = []
  let found: FoundMetadata<Metadata> | undefined
  const fetchOne = async (url: string): Promise<FoundMetadata<Metadata>> => {
    if (found !== undefined) return found
    try {
      const remainingSeconds = (validUntil - clock.monotonic()) / 1000
      if (remainingSeconds <= 0) throw new ProtectedResourceError('metadata_unreachable')
      const inTime = { ...settings, fetchTimeoutSeconds: remainingSeconds }
      const metadata = await fetchFrom(url, { issuer, settings: inTime, validate })
      found ??= { url, metadata }
      return found
    } catch (error) {
      failures.push(error)
      throw error
    }
  }
  try {
    return await fetchFirst(places, fetchOne, clock)
  } catch {
    throw worstOf(failures)
  }
}

/** Tries the next place as soon as one has failed, or has not answered for a second. */
async function fetchFirst<T>(
  [url = '', ...others]: readonly string[],
  fetchOne: (url: string) => Promise<T>,
  clock: Clock
): Promise<T> {
  const attempt = fetchOne(url)
  if (others.length === 0) return attempt
  try {
    return await within(attempt, NEXT_PLACE_SECONDS * 1000, clock)
  } catch (error) {
    const next = fetchFirst(others, fetchOne, clock)
    return error === TIME_IS_OVER ? Promise.any([attempt, next]) : next
  }
}

/** A defect before all else. */
function worstOf(failures: readonly unknown[]): unknown {
  const refusals = failures.filter(isProtectedResourceError)
  if (refusals.length < failures.length) return failures.find((error) => !isProtectedResourceError(error))
  const [worst] = refusals.toSorted((a, b) => weightOf(b) - weightOf(a))
  return worst !== undefined && weightOf(worst) === 0
    ? new ProtectedResourceError(worst.code, { hint: HINT_NOWHERE, cause: worst.cause })
    : worst
}

const HINT_NOWHERE =
  'the authorization server answers 404 at every metadata address: check the option "issuer", or set "jwksUri" if it publishes no metadata'

function weightOf({ code, cause }: ProtectedResourceError): number {
  if (code === 'metadata_issuer_mismatch') return 3
  if (code === 'metadata_invalid') return 2
  // A 404 says no more than that this is not one of the places.
  return cause instanceof DocumentError && cause.facts.status === 404 ? 0 : 1
}

async function fetchFrom<Metadata>(
  url: string,
  { issuer, settings, validate }: MetadataRequest<Metadata>
): Promise<Metadata> {
  const parse = (content: unknown): Metadata => {
    if (typeof content === 'object' && content !== null) return validate(content, issuer, settings.httpHosts)
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
  'the response of the authorization server is not a JSON object: a login page or a proxy answers instead'
