import type { ProtectedResourceOptions } from '@portcullis/core'
import { createDpopClient, createTestIssuer, type ProofRequest } from '@portcullis/testing'
import { afterAll, onTestFinished } from 'vitest'
import { send, type ReceivedAnswer } from '../http/send.ts'
import type { BoundApi } from './bound-apis.ts'

/** How clients see the API, and its route. */
export const PUBLIC_URL = 'https://api.example.test'
export const URL_OF_MESSAGES = `${PUBLIC_URL}/v1/messages`

/** The options of the API that differ from those of the rig; `'off'` leaves the option `dpop` out. */
export type Change = Omit<ProtectedResourceOptions, 'dpop'> & {
  dpop?: ProtectedResourceOptions['dpop'] | 'off'
}

/** An issuer, a client with a bound token, and APIs that trust them, for the tests of a file. */
export async function createDpopRig() {
  const issuer = await createTestIssuer({ algorithms: ['ES256'] })
  afterAll(() => issuer.close())
  const client = await createDpopClient()
  const token = await issuer.issueBound(client)
  const options = { ...issuer.options, realm: 'api', publicUrl: PUBLIC_URL, explain: true }

  async function open({ start }: BoundApi, { dpop = true, ...change }: Change = {}) {
    const api = await start({ ...options, ...change, ...(dpop === 'off' ? {} : { dpop }) })
    onTestFinished(() => api.close())
    const call = async (headers: Record<string, string>, method = 'GET', path = '/v1/messages') =>
      send(api.port, { method, path, headers })
    const callBound = async (request: Partial<ProofRequest> = {}, path?: string) =>
      call(
        await client.headers({ url: URL_OF_MESSAGES, accessToken: token, ...request }),
        request.method,
        path
      )
    return { port: api.port, call, callBound }
  }
  return { issuer, client, token, open }
}

/** The answer, as far as the tests are about it. */
export function read({ status, headers, body }: ReceivedAnswer) {
  const json = body === '' ? {} : (JSON.parse(body) as Record<string, unknown>)
  return { status, challenges: headers['www-authenticate'] ?? [], code: json['code'], json }
}
