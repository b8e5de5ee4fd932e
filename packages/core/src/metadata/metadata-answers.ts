import type { Answer } from '../challenge/answer.ts'
import { JSON_TYPE } from '../challenge/create-answer.ts'

const ALLOW = 'GET, HEAD, OPTIONS'

/** The document is public: pages of every origin can read it, without credentials. */
const CORS = { 'Access-Control-Allow-Origin': '*' }

/** Short, so that a changed list of issuers reaches clients soon (RFC 9728 section 5.2). */
const CACHE_CONTROL = 'public, max-age=60'

/**
 * Creates the answers to requests for a metadata document, once.
 *
 * @returns The answer to a request with a method.
 */
export function createMetadataAnswers(document: object): (method: string | undefined) => Answer {
  const body = JSON.stringify(document)
  const headers = {
    ...CORS,
    'Cache-Control': CACHE_CONTROL,
    'Content-Length': String(new TextEncoder().encode(body).length),
    'Content-Type': JSON_TYPE
  }
  const answers = new Map<string | undefined, Answer>([
    ['GET', { status: 200, headers, body }],
    ['HEAD', { status: 200, headers, body: undefined }],
    ['OPTIONS', PREFLIGHT]
  ])
  return (method) => answers.get(method) ?? NOT_ALLOWED
}

/** MCP clients send `MCP-Protocol-Version` with every request, this one included. */
const PREFLIGHT: Answer = {
  status: 204,
  headers: {
    ...CORS,
    Allow: ALLOW,
    'Access-Control-Allow-Methods': ALLOW,
    'Access-Control-Allow-Headers': 'mcp-protocol-version'
  },
  body: undefined
}

const NOT_ALLOWED: Answer = {
  status: 405,
  headers: { ...CORS, Allow: ALLOW, 'Cache-Control': 'no-store', 'Content-Length': '0' },
  body: undefined
}
