import { sendToken, send, type ReceivedAnswer } from '../http/send.ts'
import type { ExampleIssuer } from './example-issuer.ts'

type Claims = Readonly<Record<string, unknown>>

/** Ada, who calls the APIs of the documents. */
export interface ApiCaller {
  /** A token of Ada's with further claims. */
  tokenOf(claims?: Claims): Promise<string>
  /** GETs a path: with a token that has these claims, or without any. */
  get(port: number, path: string, claims?: Claims): Promise<{ status: number; body: unknown }>
}

/** Makes the caller. */
export function createApiCaller(issuer: () => ExampleIssuer): ApiCaller {
  const tokenOf = (claims: Claims = {}) => issuer().issue({ claims: { sub: 'ada', ...claims } })
  return {
    tokenOf,
    async get(port, path, claims) {
      const answer =
        claims === undefined ? await send(port, { path }) : await sendToken(port, await tokenOf(claims), path)
      return { status: answer.status, body: bodyOf(answer) }
    }
  }
}

/** The JSON of a body; undefined where there is none. */
export function bodyOf({ body }: ReceivedAnswer): unknown {
  return body === '' ? undefined : JSON.parse(body)
}
