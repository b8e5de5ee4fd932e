import { isAbsoluteUri } from '../documents/is-absolute-uri.ts'

/** What the metadata of a protected resource is derived from. */
export interface MetadataFacts {
  readonly resource?: string | undefined
  /** The listed issuers. */
  readonly issuers: readonly { readonly issuer: string }[]
  readonly tokenLocations: readonly string[]
  readonly senderConstraint: {
    readonly dpop: { readonly required: boolean; readonly algorithms: readonly string[] } | undefined
    readonly mutualTls: unknown
  }
  readonly metadata: MetadataTexts
}

/** The members of the metadata that no other option says. */
export interface MetadataTexts {
  readonly name?: string | undefined
  readonly scopes?: readonly string[] | undefined
  readonly documentation?: string | undefined
}

/**
 * Creates the metadata document (RFC 9728 section 2). Members without a value are omitted (section 3.2), and
 * so are trusted issuers that are not URLs: clients cannot use them.
 */
export function createDocument(facts: MetadataFacts): Readonly<Record<string, unknown>> {
  const { resource, issuers, tokenLocations, senderConstraint, metadata } = facts
  const { dpop, mutualTls } = senderConstraint
  const members = {
    resource,
    authorization_servers: issuers.map(({ issuer }) => issuer).filter(isAbsoluteUri),
    scopes_supported: metadata.scopes ?? [],
    bearer_methods_supported: tokenLocations,
    resource_name: metadata.name,
    resource_documentation: metadata.documentation,
    tls_client_certificate_bound_access_tokens: mutualTls === undefined ? undefined : true,
    dpop_signing_alg_values_supported: dpop?.algorithms,
    dpop_bound_access_tokens_required: dpop?.required === true ? true : undefined
  }
  return Object.fromEntries(Object.entries<unknown>(members).filter(([, value]) => hasValue(value)))
}

function hasValue(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined
}
