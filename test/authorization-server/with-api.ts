import type { ProtectedResourceOptions } from '@portcullis/core'
import type { Target } from '../targets/targets.ts'
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

/** Runs an API and its authorization server for the time of one test. */
export async function withApi(
  target: Target,
  { publication, options = {} }: PairSettings,
  use: (pair: ApiWithIssuer) => Promise<void>
): Promise<void> {
  const published = await publishIssuer(publication)
  const api = await target.start({ issuer: published.issuer, audience, ...options })
  try {
    await use({ ...published, apiPort: api.port })
  } finally {
    await Promise.all([api.close(), published.close()])
  }
}
