import { keys } from '../tokens/authority.ts'
import { json, startDocumentServer, type DocumentResponder, type DocumentServer } from './document-server.ts'

/** Where metadata of an issuer may be published: by RFC 8414, by OpenID Connect, and as some servers do it. */
export type MetadataPlace = 'inserted' | 'appended' | 'openid'

/**
 * The path of the metadata of an issuer, by the rule of each place; `path` is that of the issuer, perhaps
 * empty.
 */
export function metadataPath(place: MetadataPlace, path: string): string {
  const trimmed = path.replace(/\/$/u, '')
  if (place === 'inserted') return `/.well-known/oauth-authorization-server${trimmed}`
  return `${trimmed}/.well-known/${place === 'openid' ? 'openid-configuration' : 'oauth-authorization-server'}`
}

/** The JWK Set of the test keys. */
export const jwks = { keys: Object.values(keys).map((key) => key.publicJwk) }

/** What an issuer is published with; by default all is as it should be. */
export interface Publication {
  path?: string
  place?: MetadataPlace
  metadata?: object
  respond?: DocumentResponder
  jwks?: DocumentResponder
}

/** Describes a publication once its origin is known. */
export type PublicationOf = (origin: string) => Publication

/** An authorization server with an issuer, metadata at one place, and keys. */
export interface PublishedIssuer extends DocumentServer {
  issuer: string
}

/** Publishes an issuer on loopback. */
export async function publishIssuer(publicationOf: PublicationOf = () => ({})): Promise<PublishedIssuer> {
  const server = await startDocumentServer()
  const {
    path = '',
    place = 'inserted',
    metadata = {},
    respond,
    jwks: respondWithKeys = json(jwks)
  } = publicationOf(server.origin)
  const issuer = `${server.origin}${path}`
  const document = { issuer, jwks_uri: `${server.origin}/jwks`, ...metadata }
  server.documents[metadataPath(place, path)] = respond ?? json(document)
  server.documents['/jwks'] = respondWithKeys
  return { ...server, issuer }
}
