import type { Clock } from '../clock/clock.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { hasListeners, publish } from '#events'
import type { DocumentKind, FetchFailureReason, FetchPhase } from '../events/events.ts'
import type { Closing } from './closing.ts'
import { DocumentError } from './document-error.ts'
import { isAcceptableUrl } from './is-acceptable-url.ts'
import { readBoundedText, type ByteCount, type ResponseBody } from './read-bounded-text.ts'
import { readRetryAfterSeconds, type ResponseHeaders } from './response-life.ts'
import { USER_AGENT } from './user-agent.ts'
import { TIME_IS_OVER, within } from '../flow/within.ts'

/**
 * The settings of a request for a document: a part of what every `fetch` accepts, including that of `undici`.
 */
export interface FetchInit {
  /** Redirects are not followed. */
  readonly redirect: 'manual'
  /** `POST` for introspection (RFC 7662); otherwise absent, which is GET. */
  readonly method?: 'POST'
  /** The form of a `POST`. It holds an access token: never log it. */
  readonly body?: string
  /** The accepted media types, and the program that asks. */
  readonly headers: {
    /** The media types that are wanted. */
    readonly accept: string
    /** `portcullis/` and its version. */
    readonly 'user-agent': string
    /** Of the form of a `POST`. */
    readonly 'content-type'?: string
    /** The credentials of this API, for `client_secret_basic`: never log it. */
    readonly authorization?: string
  }
  /** Ends the fetch on a timeout, or when the protected resource is closed. */
  readonly signal: AbortSignal
}

/** The part of a `Response` that is read. */
export interface FetchResponse extends ResponseBody {
  /** Only 200 counts. */
  readonly status: number
  /** `opaqueredirect` in browsers, if the response is a redirect. */
  readonly type: string
  /** `Cache-Control`, `Age` and `Retry-After` are read. */
  readonly headers: ResponseHeaders
}

/** `fetch` as Portcullis calls it. Pass your own for a proxy, a private certificate authority or a test. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>

/** How documents are fetched: the same for metadata and keys. */
export interface DocumentSettings {
  readonly fetch: Fetch
  readonly clock: Clock
  /** For the whole of a fetch, the body included. */
  readonly fetchTimeoutSeconds: number
  /** Ends fetches in progress when the protected resource is closed. */
  readonly closing: Closing
  /** Hosts whose documents are fetched over plain http: `dangerouslyAllowHttp`. None by default. */
  readonly httpHosts?: readonly string[]
}

/** What to fetch. */
export interface DocumentRequest<T> {
  readonly issuer: string
  readonly document: DocumentKind
  readonly url: string
  /** Longest body that is read, after decompression. */
  readonly maxBytes: number
  /** What to post instead of a GET. */
  readonly post?: PostedForm
  /** Parses the JSON; throws a `ProtectedResourceError` if it is not what it must be. */
  readonly parse: (content: unknown) => T | Promise<T>
}

/** A form that is posted, and what its answer is. */
export interface PostedForm {
  readonly form: URLSearchParams
  readonly authorization: string | undefined
  /** The media type of the answer. Anything but JSON is passed to `parse` as text. */
  readonly accept: string
}

/** A fetched document. */
export interface FetchedDocument<T> {
  readonly content: T
  /** What came with it: among other things, how long it may be used. */
  readonly headers: ResponseHeaders
}

type DocumentLocation = Pick<DocumentRequest<unknown>, 'document' | 'url' | 'maxBytes' | 'post'>

interface Progress extends ByteCount {
  phase: FetchPhase
  status?: number
  retryAfterSeconds?: number
}

/**
 * Fetches a JSON document of an authorization server, within bounds on time and size. Only a 200 counts, no
 * redirect is followed, no cookie is sent, https is required except on the loopback interface and for hosts
 * of `dangerouslyAllowHttp`. If the connection is lost before the answer begins, it tries once more
 * immediately, within the same time. Every fetch is published as events; there is none once the protected
 * resource is closed.
 *
 * @param request What to fetch.
 * @param settings How.
 * @returns The document.
 * @throws {DocumentError} If it cannot be fetched, with the facts.
 * @throws {ProtectedResourceError} If it cannot be used: what `parse` throws.
 */
export async function fetchDocument<T>(
  request: DocumentRequest<T>,
  settings: DocumentSettings
): Promise<FetchedDocument<T>> {
  const { issuer, document, url } = request
  const progress: Progress = { phase: 'request', bytes: 0 }
  if (settings.closing.isClosed)
    throw new DocumentError({ url, reason: 'closed', milliseconds: 0, ...progress })
  const started = settings.clock.monotonic()
  if (hasListeners()) publish({ type: 'fetch_started', issuer, document, url })
  try {
    const { content, headers } = await fetchWithin(request, settings, progress)
    const parsed = await request.parse(content)
    const milliseconds = settings.clock.monotonic() - started
    if (hasListeners())
      publish({ type: 'fetch_succeeded', issuer, document, url, milliseconds, bytes: progress.bytes })
    return { content: parsed, headers }
  } catch (error) {
    const milliseconds = settings.clock.monotonic() - started
    const facts = { url, reason: reasonOf(error, settings), milliseconds, ...progress }
    if (hasListeners()) publish({ type: 'fetch_failed', issuer, document, ...facts })
    if (error instanceof ProtectedResourceError) throw error
    throw new DocumentError(facts, error instanceof Error ? error : undefined)
  }
}

/** A reason found while fetching; turned into a `DocumentError` with the facts at the end. */
class Refusal extends Error {
  readonly reason: FetchFailureReason
  constructor(reason: FetchFailureReason) {
    super(reason)
    this.reason = reason
  }
}

async function fetchWithin(
  request: DocumentLocation,
  settings: DocumentSettings,
  progress: Progress
): Promise<FetchedDocument<unknown>> {
  if (!isAcceptableUrl(request.url, settings.httpHosts)) throw new Refusal('url_refused')
  const ending = new AbortController()
  const unwatch = settings.closing.watch(() => ending.abort())
  try {
    const reading = readJson(request, { ...settings, signal: ending.signal }, progress)
    return await within(reading, settings.fetchTimeoutSeconds * 1000, settings.clock)
  } finally {
    unwatch()
    ending.abort()
  }
}

async function readJson(
  request: DocumentLocation,
  settings: DocumentSettings & { signal: AbortSignal },
  progress: Progress
): Promise<FetchedDocument<unknown>> {
  const { signal, clock } = settings
  const response = await fetchTwice(settings.fetch, request.url, {
    ...initFor(request),
    redirect: 'manual',
    signal
  })
  progress.phase = 'headers'
  progress.status = response.status
  if (response.status !== 200) {
    const retryAfterSeconds = readRetryAfterSeconds(response.headers, clock.now())
    if (retryAfterSeconds !== undefined) progress.retryAfterSeconds = retryAfterSeconds
    throw new Refusal(isRedirect(response) ? 'redirect' : 'status')
  }
  progress.phase = 'body'
  const text = await readBoundedText(response, request.maxBytes, progress)
  if (text === undefined) throw new Refusal('too_large')
  const isJson = (request.post?.accept ?? JSON_TYPE) === JSON_TYPE
  return { content: isJson ? parseJson(text) : text, headers: response.headers }
}

const JSON_TYPE = 'application/json'

function initFor({ document, post }: DocumentLocation): Pick<FetchInit, 'method' | 'body' | 'headers'> {
  const headers = { accept: post?.accept ?? ACCEPT[document], 'user-agent': USER_AGENT }
  if (post === undefined) return { headers }
  const { form, authorization } = post
  const typed = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
  return {
    method: 'POST',
    body: form.toString(),
    headers: authorization === undefined ? typed : { ...typed, authorization }
  }
}

/** RFC 7517 section 8.5; RFC 8414 section 3.2; RFC 7662 section 2.2. */
const ACCEPT: Readonly<Record<DocumentKind, string>> = {
  jwks: 'application/jwk-set+json, application/json',
  metadata: JSON_TYPE,
  introspection: JSON_TYPE
}

/** A server may close a connection that was kept alive in the very moment in which it is used again. */
async function fetchTwice(fetch: Fetch, url: string, init: FetchInit): Promise<FetchResponse> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (init.signal.aborted || !isConnectionLost(error)) throw error
    return fetch(url, init)
  }
}

/** What Node and `undici` call a connection that was reset or closed before the answer began. */
const CONNECTION_LOST: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'])

function isConnectionLost(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return [error, cause].some(
    (each) => each instanceof Error && 'code' in each && CONNECTION_LOST.has(each.code)
  )
}

function isRedirect(response: FetchResponse): boolean {
  return response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('not_json')
  }
}

function reasonOf(error: unknown, settings: DocumentSettings): FetchFailureReason {
  if (error instanceof Refusal) return error.reason
  if (error instanceof ProtectedResourceError) return 'invalid'
  if (error === TIME_IS_OVER) return 'timeout'
  return settings.closing.isClosed ? 'closed' : 'network'
}
