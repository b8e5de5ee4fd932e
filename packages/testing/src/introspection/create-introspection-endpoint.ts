import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { JsonObject } from '@portcullis/core'
import { planAnswer, type PlannedAnswer } from '../faults/planned-answer.ts'
import type { TokenMint } from '../tokens/create-token-mint.ts'
import { createTestClient } from './create-test-client.ts'
import type { TestIntrospection } from './test-introspection.ts'

/** Answers questions about tokens. */
export interface IntrospectionEndpoint {
  /** Mints an opaque token that is active. */
  issue(claims: JsonObject): string
  /** Plans the answer to a request. */
  plan(request: IncomingMessage): Promise<PlannedAnswer>
  /** What tests see of it. */
  control(endpoint: string): TestIntrospection
}

/** Whose endpoint it is. */
export interface EndpointSettings {
  readonly issuer: () => string
  /** Signs answers that must be signed. */
  readonly algorithm: string
  readonly now: () => number
  readonly mint: () => Pick<TokenMint, 'issueRaw'>
}

const SIGNED_TYPE = 'application/token-introspection+jwt'

/** Longest request that is read, in bytes. */
const MAX_BYTES = 64 * 1024

/** Creates an endpoint without active tokens. */
export async function createIntrospectionEndpoint(
  settings: EndpointSettings
): Promise<IntrospectionEndpoint> {
  const client = await createTestClient()
  const active = new Map<string, JsonObject>()

  /** RFC 9701 section 5. */
  async function planSigned(answer: JsonObject): Promise<PlannedAnswer> {
    const body = await settings.mint().issueRaw({
      header: { alg: settings.algorithm, typ: 'token-introspection+jwt' },
      payload: {
        iss: settings.issuer(),
        aud: client.clientId,
        iat: Math.floor(settings.now()),
        token_introspection: answer
      },
      algorithm: settings.algorithm
    })
    return { ...planAnswer(answer), body, headers: [['content-type', SIGNED_TYPE]] }
  }

  const activate = (token: string, claims: JsonObject): void => {
    active.set(token, JSON.parse(JSON.stringify(claims)) as JsonObject)
  }

  return {
    issue(claims) {
      const token = randomBytes(32).toString('base64url')
      activate(token, claims)
      return token
    },
    control: (endpoint) => ({
      endpoint,
      clientId: client.clientId,
      clientSecret: client.clientSecret,
      privateKey: client.privateKey,
      activate,
      deactivate: (token) => void active.delete(token)
    }),
    async plan(request) {
      const form = new URLSearchParams(await readText(request))
      if (!(await client.isAuthentic(request.headers.authorization, form, settings.issuer())))
        return { ...planAnswer({ error: 'invalid_client' }), status: 401 }
      const token = form.get('token')
      if (token === null) return { ...planAnswer({ error: 'invalid_request' }), status: 400 }
      const claims = active.get(token)
      const answer = claims === undefined ? { active: false } : { active: true, ...claims }
      return request.headers.accept === SIGNED_TYPE ? planSigned(answer) : planAnswer(answer)
    }
  }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    const piece = Buffer.from(chunk as Uint8Array)
    bytes += piece.length
    if (bytes > MAX_BYTES) throw new Error('the request is too long')
    chunks.push(piece)
  }
  return Buffer.concat(chunks).toString()
}
