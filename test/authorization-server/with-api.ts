import type { ProtectedResourceOptions } from '@portcullis/core'
import type { Listening } from '../http/listen.ts'
import { listenFastify } from '../http/listen-fastify.ts'
import { fastifyApi } from '../targets/fastify-api.ts'
import { audience } from '../tokens/authority.ts'
import { publishIssuer, type PublicationOf, type PublishedIssuer } from './published-issuer.ts'

/** An API and the authorization server that it trusts, both on loopback. */
export interface ApiWithIssuer extends PublishedIssuer {
  /** The port of the API. */
  apiPort: number
}

/** What the pair is made of. */
export interface PairSettings {
  publication?: PublicationOf
  options?: Partial<ProtectedResourceOptions>
}

/**
 * Starts an API for the options. One framework is enough in this folder: documents are the core's affair, and
 * the contract tests compare the answers of all frameworks.
 */
export async function startApi(options: ProtectedResourceOptions): Promise<Listening> {
  return listenFastify(await fastifyApi(options))
}

/** Runs an API and its authorization server for the time of one test. */
export async function withApi(
  { publication, options = {} }: PairSettings,
  use: (pair: ApiWithIssuer) => Promise<void>
): Promise<void> {
  const published = await publishIssuer(publication)
  const api = await startApi({ issuer: published.issuer, audience, ...options })
  try {
    await use({ ...published, apiPort: api.port })
  } finally {
    await Promise.all([api.close(), published.close()])
  }
}
