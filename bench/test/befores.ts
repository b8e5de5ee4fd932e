import type { TestIssuer } from '@portcullis/testing'
import type { RequestListener } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** An API protected by another package, as a page about migrating shows it. */
export interface Before {
  readonly peer: string
  start(issuer: TestIssuer): Promise<RequestListener | FastifyInstance>
}

type CreateApi = (
  settings: object,
  audience?: string
) => RequestListener | FastifyInstance | Promise<FastifyInstance>

/**
 * Loads a snippet without its types: what some of these packages declare about requests contradicts what the
 * adapters declare.
 */
async function load(name: string): Promise<CreateApi> {
  const path = new URL(`../migrate/${name}.ts`, import.meta.url)
  const { createApi } = (await import(/* @vite-ignore */ path.href)) as { createApi: CreateApi }
  return createApi
}

function settingsOf({ issuer, audience, jwksUri }: TestIssuer): object {
  return { issuer, audience, jwksUri }
}

/** Every package with a page about migrating that can be installed. */
export const befores: readonly Before[] = [
  ...['express-oauth2-jwt-bearer', 'express-jwt', 'fastify-jwt-jwks', 'fastify-jwt'].map((peer) => ({
    peer,
    start: async (issuer: TestIssuer) => (await load(peer))(settingsOf(issuer))
  })),
  {
    peer: 'okta-jwt-verifier',
    // It requires https, and would not trust the certificate of a test issuer.
    start: async ({ issuer, jwksUri, audience }) =>
      (await load('okta-jwt-verifier'))({ issuer, jwksUri, testing: { disableHttpsCheck: true } }, audience)
  }
]
