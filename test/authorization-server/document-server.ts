import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen, type Listening } from '../http/listen.ts'

/** Answers the requests for one path. */
export type DocumentResponder = (request: IncomingMessage, response: ServerResponse) => void

/** An authorization server that publishes documents, or misbehaves, path by path. */
export interface DocumentServer extends Listening {
  /** What is answered, by path; 404 for a path that is not there. Can be changed at any time. */
  documents: Record<string, DocumentResponder>
  /** The paths that were asked for, in their order. */
  seen: string[]
}

/** Starts a server without any document. */
export async function startDocumentServer(): Promise<DocumentServer> {
  const documents: Record<string, DocumentResponder> = {}
  const seen: string[] = []
  const server = await listen((request, response) => {
    const path = request.url ?? ''
    seen.push(path)
    const respond =
      documents[path] ?? ((_request, missing) => void missing.writeHead(404).end('nothing here'))
    respond(request, response)
  })
  return { ...server, documents, seen }
}

/** Answers 200 with a JSON document. */
export function json(document: unknown): DocumentResponder {
  return text(JSON.stringify(document), 'application/json')
}

/** Answers 200 with any body. */
export function text(body: string, contentType: string): DocumentResponder {
  return (_request, response) => void response.writeHead(200, { 'content-type': contentType }).end(body)
}

/** Answers with a status and no document. */
export function status(code: number, headers: Record<string, string> = {}): DocumentResponder {
  return (_request, response) => void response.writeHead(code, headers).end()
}
