import { sha256 } from '#digest'
import type { DocumentSettings } from '../documents/fetch-document.ts'
import { fetchDocument } from '../documents/fetch-document.ts'
import { refuseForDocument } from '../documents/refuse-for-document.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { createAnswerCache, type CachedAnswer } from './answer-cache.ts'
import { authenticateClient } from './authenticate-client.ts'
import type { ResolvedIntrospectionOptions } from './introspection-options.ts'
import type { IntrospectionAnswer } from './parse-answer.ts'

/** Asks one authorization server about tokens. */
export interface Introspection {
  /**
   * Returns what the authorization server says about a token: from the cache, else with one POST for all that
   * wait for the same token.
   *
   * @throws {ProtectedResourceError} `introspection_unreachable`, `introspection_refused`,
   *   `introspection_invalid` or `introspection_busy`: all 503.
   */
  introspect(accessToken: string): Promise<CachedAnswer>
}

/** What introspection depends on. */
export interface IntrospectionSettings {
  readonly issuer: string
  readonly options: ResolvedIntrospectionOptions
  readonly documents: DocumentSettings
  /** Returns the endpoint of the metadata. */
  readonly locate: () => Promise<string>
  /** Parses an answer, and verifies one that must be signed. */
  readonly parse: (content: unknown) => IntrospectionAnswer | Promise<IntrospectionAnswer>
}

/** Longest answer that is read. */
const MAX_ANSWER_BYTES = 256 * 1024

/** How many questions may wait for an answer at the same time. */
const MAX_IN_FLIGHT = 100

/** RFC 9701 section 4. */
const SIGNED_TYPE = 'application/token-introspection+jwt'

/**
 * Creates the introspection of one issuer (RFC 7662). Errors are never cached.
 *
 * @param settings What it depends on.
 * @returns The introspection.
 */
export function createIntrospection(settings: IntrospectionSettings): Introspection {
  const { issuer, options, documents } = settings
  const { clock } = documents
  const cache = createAnswerCache({ clock, cacheSeconds: options.cacheSeconds, store: options.store })
  const asking = new Map<string, Promise<CachedAnswer>>()

  async function ask(digest: string, accessToken: string): Promise<CachedAnswer> {
    const shared = await cache.load(digest)
    if (shared !== undefined) return shared
    const url = options.endpoint ?? (await settings.locate())
    const { authorization, parameters } = await authenticateClient(options, issuer, clock)
    const form = new URLSearchParams({ token: accessToken, ...parameters })
    const accept = options.signed ? SIGNED_TYPE : 'application/json'
    const post = { form, authorization, accept }
    const request = { issuer, document: 'introspection', url, maxBytes: MAX_ANSWER_BYTES, post } as const
    try {
      const { content } = await fetchDocument({ ...request, parse: settings.parse }, documents)
      return cache.save(digest, content)
    } catch (error) {
      throw refuseForDocument(error, 'introspection')
    }
  }

  return {
    async introspect(accessToken) {
      // Answers depend on who asks: the shared store keeps those of other clients apart.
      const digest = await sha256([issuer, options.clientId, accessToken].join('\n'))
      const cached = cache.find(digest)
      if (cached !== undefined) return cached
      const pending = asking.get(digest)
      if (pending !== undefined) return pending
      if (asking.size >= MAX_IN_FLIGHT)
        throw new ProtectedResourceError('introspection_busy', { hint: HINT_BUSY })
      const answer = ask(digest, accessToken).finally(() => asking.delete(digest))
      asking.set(digest, answer)
      return answer
    }
  }
}

const HINT_BUSY = `more than ${MAX_IN_FLIGHT} requests wait for the introspection endpoint: it is slow, or someone sends random tokens`
