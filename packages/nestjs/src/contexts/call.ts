import { Logger } from '@nestjs/common'
import { fromNodeRequest, type Admission, type NodeRequest, type ResourceRequest } from '@portcullis/core'
import type { ProtectedResourceError } from '@portcullis/core'
import { endWithToken, headersWithoutBody, refusalLine } from '@portcullis/core/adapter'
import type { Answer, AnswerHeaders, Connection } from '@portcullis/core/adapter'
import { PortcullisException } from './refusal.ts'

type Method = (...args: unknown[]) => unknown

/** What the response of Express and the reply of Fastify have in common; only the first has `end`. */
export type PlatformResponse = Record<'status' | 'header' | 'getHeader' | 'send', Method> & { end?: Method }

/** A request of a platform: that of Fastify has the one of Node.js, that of Express its response. */
export type PlatformRequest = NodeRequest & {
  readonly raw?: NodeRequest
  readonly res?: PlatformResponse
}

/** What a handler is called for: a request, or a message of a connection. */
export interface Call {
  /** Gets the caller as `auth`, for handlers. */
  readonly subject: object & { auth?: unknown }
  readonly request: () => ResourceRequest
  /** Whether the answer is about this call alone. Several fields of GraphQL have one answer. */
  readonly isHttp?: boolean
  readonly response?: PlatformResponse | undefined
  /** The connection, if there is one: it ends with the token. */
  readonly socket?: Connection | undefined
}

/** Returns what a handler for requests is called for. */
export function ofRequest(subject: PlatformRequest, response?: PlatformResponse, isHttp = false): Call {
  const { raw } = subject
  // The body is not an argument: then the request would be copied, without its socket.
  const request = raw === undefined ? subject : Object.assign(raw, { body: subject.body })
  return { subject, request: () => fromNodeRequest(request), isHttp, response }
}

/** Sets headers, and the status if there is one. */
export function writeHead(response: PlatformResponse, headers: AnswerHeaders = {}, status?: number): void {
  if (status !== undefined) response.status(status)
  for (const [name, value] of Object.entries(headers)) response.header(name, value)
}

/** Passes on headers to the answer, the caller to handlers, and to the connection when it ends. */
export function admit({ subject, response, socket }: Call, admission: Admission): true {
  const { context: auth, failure: authFailure, headers, request } = admission
  if (response !== undefined) writeHead(response, headers)
  Object.assign(subject, { auth, authFailure })
  // That of Node.js too, for what is mounted as middleware.
  if (request !== subject) Object.assign(request, { auth, authFailure })
  if (auth !== undefined && socket !== undefined) endWithToken(socket, auth.expiresAt)
  return true
}

/** Logs a refusal, passes its headers on, and returns what is thrown. */
export function refuse(call: Call, answer: Answer, refusal?: ProtectedResourceError): PortcullisException {
  const { isHttp, response, socket } = call
  if (refusal !== undefined)
    logger[answer.status === 503 ? 'warn' : 'log'](refusalLine(refusal, call.request()))
  const exception = new PortcullisException(answer, refusal)
  // An exception filter of the application may write another body.
  const headers = headersWithoutBody(answer)
  if (response !== undefined) writeHead(response, headers, isHttp ? answer.status : undefined)
  // Apollo takes them from the error: on Fastify, the context has no response.
  else if (socket === undefined) exception.extensions['http'] = { headers: new Map(Object.entries(headers)) }
  return exception
}

/** What the package logs with. */
export const logger: Logger = new Logger('Portcullis')
