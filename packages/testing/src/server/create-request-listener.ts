import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { FaultPlanner } from '../faults/create-fault-control.ts'
import { deliverAnswer } from '../faults/deliver-answer.ts'
import { planAnswer, type PlannedAnswer } from '../faults/planned-answer.ts'
import type { IssuerDocument } from './create-issuer-locations.ts'
import type { JsonObject } from '@portcullis/core'
import type { RequestRecorder } from './create-request-recorder.ts'

type PublishedDocument = Exclude<IssuerDocument, 'introspection'>

/** What requests are answered from. */
export interface ListenerSettings {
  /** The document at each path. */
  readonly routes: ReadonlyMap<string, IssuerDocument>
  /** The present content of a document. */
  readonly contentOf: (document: PublishedDocument) => JsonObject
  /** Answers a question about a token. */
  readonly introspect: (request: IncomingMessage) => Promise<PlannedAnswer>
  readonly faults: FaultPlanner
  readonly recorder: RequestRecorder
}

/** Makes the listener that serves the documents of an issuer. */
export function createRequestListener(settings: ListenerSettings): RequestListener {
  return (request, response) => {
    const document = settings.routes.get(request.url?.split('?')[0] ?? '')
    settings.recorder.note(`${request.method} ${request.url}`, document)
    if (document === undefined) refuse(response, 404)
    else if (document === 'introspection')
      void answerQuestion(settings, { request, response }).catch(() => response.destroy())
    else if (isReading(request)) void answer(settings, document, response)
    else refuse(response.setHeader('allow', 'GET, HEAD'), 405)
  }
}

async function answer(
  { contentOf, faults }: ListenerSettings,
  document: PublishedDocument,
  response: ServerResponse
): Promise<void> {
  try {
    await deliverAnswer(faults.plan(document, planAnswer(contentOf(document))), response)
  } catch {
    // Either the client went away, or a fault's own setting failed: the client sees a broken connection.
    response.destroy()
  }
}

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

async function answerQuestion(
  { introspect, faults }: ListenerSettings,
  { request, response }: Exchange
): Promise<void> {
  if (request.method === 'POST')
    return deliverAnswer(faults.plan('introspection', await introspect(request)), response)
  refuse(response.setHeader('allow', 'POST'), 405)
}

function isReading(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD'
}

function refuse(response: ServerResponse, status: number): void {
  response.statusCode = status
  response.setHeader('content-type', 'application/json')
  response.end('{"error":"not_found"}')
}
