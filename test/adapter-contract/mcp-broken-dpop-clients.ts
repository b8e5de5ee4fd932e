import { createDpopClient } from '@portcullis/testing'
import { expect } from 'vitest'
import { send, type SentRequest } from '../http/send.ts'
import { accessToken } from '../tokens/authority.ts'
import { hello, METADATA, START, times, unbound, type BrokenClient } from './mcp-broken-clients.ts'
import { post, resource } from './mcp-servers.ts'

/** Options with which the server takes DPoP. */
export const DPOP = { dpop: true, publicUrl: new URL(resource).origin }

const client = await createDpopClient()
/** A token that is bound to the client of the proofs. */
export const bound = accessToken({ aud: resource, scope: 'mcp:tools', cnf: client.confirmation })

/** A request with the token under the scheme DPoP, and a fresh proof. */
export async function withProof(token: string): Promise<SentRequest> {
  const proven = await client.headers({ url: resource, method: 'POST', accessToken: token })
  const request = post(hello)
  return { ...request, headers: { ...request.headers, ...proven } }
}

const bearer: unknown = expect.stringMatching(
  new RegExp(`^${START}, error="invalid_token", error_description="[a-z ]+", ${METADATA}$`, 'u')
)
const dpop = (error: string): unknown =>
  expect.stringMatching(
    new RegExp(
      `^DPoP realm="${resource}", error="${error}", error_description="[^"]+", algs="[^"]+", ${METADATA}$`,
      'u'
    )
  )

/** Broken clients that use DPoP (SEP-1932). */
export const brokenDpopClients: readonly BrokenClient[] = [
  {
    client: 'auth-test-dpop-bearer',
    sends: 'a bound token under the scheme Bearer, with a proof',
    change: DPOP,
    run: async (port) => {
      const { headers, ...request } = await withProof(bound)
      return [await send(port, { ...request, headers: { ...headers, authorization: `Bearer ${bound}` } })]
    },
    status: 401,
    error: 'invalid_token',
    challenges: [bearer, expect.stringContaining('DPoP ')]
  },
  {
    client: 'auth-test-dpop-replay',
    sends: 'one proof for two requests',
    change: DPOP,
    run: async (port) => {
      const same = await withProof(bound)
      return times(2, () => same)(port)
    },
    before: [200],
    status: 401,
    error: 'invalid_dpop_proof',
    challenges: [expect.stringContaining('Bearer '), dpop('invalid_dpop_proof')]
  },
  {
    client: 'auth-test-dpop-no-token-proof',
    sends: 'a token that is not bound under the scheme DPoP',
    change: DPOP,
    run: async (port) => [await send(port, await withProof(unbound))],
    status: 401,
    error: 'invalid_token',
    challenges: [expect.stringContaining('Bearer '), dpop('invalid_token')]
  },
  {
    client: 'auth-test-dpop-no-rs-nonce',
    sends: 'fresh proofs without the nonce of the 401',
    change: { ...DPOP, dpop: { nonce: { secrets: ['a secret of the instances, thirty-two characters'] } } },
    run: async (port) => [await send(port, await withProof(bound)), await send(port, await withProof(bound))],
    before: [401],
    status: 401,
    error: 'use_dpop_nonce',
    challenges: [expect.stringContaining('Bearer '), dpop('use_dpop_nonce')]
  }
]
