import type { DocumentSettings } from '../documents/fetch-document.ts'
import type { AuthorizationServer } from '../issuers/authorization-server.ts'
import { createMetadataSource } from '../issuers/metadata-source.ts'
import { validateIntrospectionMetadata } from '../issuers/validate-metadata.ts'
import { requireAlgorithm } from '../jws/require-algorithm.ts'
import { createIntrospection, type Introspection } from './create-introspection.ts'
import type { ResolvedIntrospectionOptions } from './introspection-options.ts'
import { parseAnswer } from './parse-answer.ts'
import { createSignedAnswerParser } from './signed-answer.ts'

/** How answers are fetched; which hosts over plain http depends on the issuer. */
type CommonSettings = Omit<DocumentSettings, 'httpHosts'>

/** Returns the introspection of an authorization server; undefined without that option. */
export type FindIntrospection = (server: AuthorizationServer) => Introspection | undefined

/**
 * Creates the introspections of authorization servers, each when it is first needed. Fetches nothing yet.
 *
 * @param documents How answers are fetched.
 * @returns A function that finds the introspection of a server.
 */
export function openIntrospections(documents: CommonSettings): FindIntrospection {
  const opened = new WeakMap<AuthorizationServer, Introspection>()
  return (server) => {
    const { introspection: options } = server.settings
    if (options === undefined) return undefined
    const introspection =
      opened.get(server) ?? openOne(server, options, { ...documents, httpHosts: server.settings.httpHosts })
    opened.set(server, introspection)
    return introspection
  }
}

function openOne(
  { settings, keys }: AuthorizationServer,
  options: ResolvedIntrospectionOptions,
  documents: DocumentSettings
): Introspection {
  const { issuer, algorithms, claims } = settings
  const metadata = createMetadataSource(issuer, documents, validateIntrospectionMetadata)
  const signed = createSignedAnswerParser({
    issuer,
    clientId: options.clientId,
    clock: documents.clock,
    clockToleranceSeconds: claims.expected.clockToleranceSeconds,
    verify: async (token) => keys.verify(token, requireAlgorithm(token.unverifiedHeader.alg, algorithms))
  })
  return createIntrospection({
    issuer,
    options,
    documents,
    parse: options.signed ? signed : parseAnswer,
    locate: async () => (await metadata.obtain()).introspectionEndpoint
  })
}
