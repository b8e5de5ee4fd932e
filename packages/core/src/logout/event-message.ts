import type { Answer } from '../challenge/answer.ts'
import { ProtectedResourceError } from '../errors/protected-resource-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { ResourceHeaders } from '../request/resource-request.ts'

/** A request with a message of an authorization server. */
export interface EventMessage {
  /** HTTP method; without it, POST is assumed. */
  readonly method?: string | undefined
  /** Headers by lower-case name. */
  readonly headers: ResourceHeaders
  /** The body: text, bytes, chunks of bytes that are still to be read, or a form that the host has parsed. */
  readonly body: unknown
}

/**
 * Receives one message and returns the finished answer. Rejects only for a defect, never because of the
 * message.
 */
export type ReceiveMessage = (message: EventMessage) => Promise<Answer>

/** Longest body that is read. */
const MAX_BODY_BYTES = 64 * 1024

/**
 * Reads the body of a message as text, up to 64 KiB. Does not check its content type.
 *
 * @param message The message.
 * @returns The text; undefined for a form that the host has parsed.
 * @throws {ProtectedResourceError} `token_too_large`; `token_malformed` if the connection breaks.
 */
export async function readText({ headers, body }: EventMessage): Promise<string | undefined> {
  if (Number(headers['content-length']) > MAX_BODY_BYTES) throw tooLong()
  if (typeof body === 'string') return requireShort(body)
  if (body instanceof Uint8Array) return requireShort(new TextDecoder().decode(body))
  return isStream(body) ? readChunks(body) : undefined
}

/**
 * Returns the media type of a message, without parameters and in lower case (RFC 9110 section 8.3.1).
 *
 * @param message The message.
 * @returns The type; an empty string if it has none.
 */
export function mediaTypeOf({ headers }: EventMessage): string {
  const type = headers['content-type']
  return typeof type === 'string' ? type.split(';', 1).join('').trim().toLowerCase() : ''
}

function requireShort(text: string): string {
  if (text.length <= MAX_BODY_BYTES) return text
  throw tooLong()
}

function tooLong(): ProtectedResourceError {
  return new ProtectedResourceError('token_too_large', { hint: HINT_LONG })
}

async function readChunks(body: AsyncIterable<unknown>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const chunk of body) {
      if (!(chunk instanceof Uint8Array)) throw new ProtectedResourceError('token_malformed')
      text = requireShort(text + decoder.decode(chunk, { stream: true }))
    }
  } catch (error) {
    if (error instanceof ProtectedResourceError) throw error
    throw new ProtectedResourceError('token_malformed', { hint: HINT_BROKEN, cause: error })
  }
  return text
}

function isStream(body: unknown): body is AsyncIterable<unknown> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body
}

/**
 * Reads a parameter of a form that occurs once.
 *
 * @param form The form as text, or as the host has parsed it.
 * @param name The name of the parameter.
 * @returns Its value; undefined if it is missing or repeated.
 */
export function readParameter(form: unknown, name: string): string | undefined {
  if (typeof form === 'string') {
    const values = new URLSearchParams(form).getAll(name)
    return values.length === 1 ? values[0] : undefined
  }
  const value = isJsonObject(form) && Object.hasOwn(form, name) ? form[name] : undefined
  return typeof value === 'string' ? value : undefined
}

const HINT_LONG = `the body of the message is longer than ${MAX_BODY_BYTES} bytes`
const HINT_BROKEN = 'the body of the message could not be read to its end'
