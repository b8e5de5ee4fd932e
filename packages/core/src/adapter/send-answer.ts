import { headersWithoutBody, type Answer, type AnswerHeaders } from '../challenge/answer.ts'

/** The part of Node's `ServerResponse` that an answer is written to. */
export interface NodeResponse {
  statusCode: number
  setHeader(name: string, value: string | string[]): unknown
  end(body?: string): unknown
}

/**
 * Sets status and headers of an answer, and no body: for error handlers that write their own.
 *
 * @param response The response.
 * @param answer The answer.
 */
export function setAnswerHeaders(response: NodeResponse, answer: Answer): void {
  writeHead(response, answer.status, headersWithoutBody(answer))
}

/**
 * Sends an answer through a `ServerResponse` of `node:http`, which the response of Express is, too.
 *
 * @param response The response; its headers were not sent yet.
 * @param answer The answer.
 */
export function sendAnswer(response: NodeResponse, { status, headers, body }: Answer): void {
  writeHead(response, status, headers)
  response.end(body)
}

function writeHead(response: NodeResponse, status: number, headers: AnswerHeaders): void {
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
}
