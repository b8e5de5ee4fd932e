import type { Answer } from '../challenge/answer.ts'
import { readTarget } from '../request/connection-facts.ts'
import type { ResourceRequest } from '../request/resource-request.ts'
import { createDocument, type MetadataFacts, type MetadataTexts } from './create-document.ts'
import { METADATA_PATH, metadataAddress } from './metadata-address.ts'
import { createMetadataAnswers } from './metadata-answers.ts'
import { claimRoot, ownsRoot } from './root-claims.ts'

/** The metadata of an open protected resource. */
export interface OpenMetadata {
  /** Answers a request for the document; undefined for every other request. */
  answer(request: ResourceRequest): Answer | undefined
  /** Adds scopes to `scopes_supported`, except `offline_access`, which the resource has no use for. */
  addScopes(scopes: readonly string[]): void
  /** Releases the claim to the well-known path without a suffix. */
  close(): void
}

/** Facts about a protected resource that can have metadata. */
export type MetadataSource = Omit<MetadataFacts, 'metadata'> & {
  readonly metadata: MetadataTexts | undefined
}

/**
 * Opens the metadata of a protected resource. The document is at the address that RFC 9728 derives from the
 * identifier. If the process has no other resource with metadata, it is also at the well-known path without a
 * suffix, since some clients look only there. The request target decides, `Host` and `X-Forwarded-*` do not.
 */
export function openMetadata({ metadata, ...facts }: MetadataSource): OpenMetadata {
  const { resource } = facts
  if (metadata === undefined || resource === undefined) return NO_METADATA
  const { target } = metadataAddress(resource)
  const scopes = new Set(metadata.scopes)
  const createAnswers = (): ReturnType<typeof createMetadataAnswers> =>
    createMetadataAnswers(createDocument({ ...facts, metadata: { ...metadata, scopes: [...scopes] } }))
  let answerMethod = createAnswers()
  return {
    answer(request) {
      const requested = readTarget(request)?.replace(ABSOLUTE_FORM, '')
      const isOurs = requested === target || (requested === METADATA_PATH && ownsRoot(resource))
      return isOurs ? answerMethod(request.method) : undefined
    },
    addScopes(more) {
      const known = scopes.size
      for (const scope of more) if (scope !== 'offline_access') scopes.add(scope)
      if (scopes.size > known) answerMethod = createAnswers()
    },
    close: claimRoot(resource)
  }
}

const NO_METADATA: OpenMetadata = {
  answer: () => undefined,
  addScopes: () => undefined,
  close: () => undefined
}

/** Scheme and authority of a request target in absolute form (RFC 9112 section 3.2.2). */
const ABSOLUTE_FORM = /^https?:\/\/[^/?#]*/i
