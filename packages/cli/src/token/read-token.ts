import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { password } from '@clack/prompts'
import { failureCodeOf } from '../http/failure-kind.ts'
import type { Terminal } from '../terminal/terminal.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { decodeText } from './decode-text.ts'
import { tokenOfResponse } from './token-of-response.ts'

const LOOKS_LIKE_A_TOKEN = /^[\w-]{8,}\.[\w-]{8,}\.[\w.-]*$/
/** Message for a token on the command line. */
export const REFUSAL: string =
  'a token on the command line stays in the shell history and is visible in the process list; ' +
  'write it to a file or pipe it in: --token - < token.txt (or use --insecure-token)'

/** The source of a token. */
export interface TokenSource {
  /** `-` for standard input, else a file name */
  readonly token?: string | undefined
  /** the token itself */
  readonly insecureToken?: string | undefined
}

/**
 * Reads a token from standard input or a file; undefined if no source is named. Accepts the token, a whole
 * `Authorization` value, or a token response as JSON.
 *
 * @throws {UsageError} If a token is passed instead of a file name, or there is no token to read; the message
 *   repeats nothing of the input
 */
export async function readToken(source: TokenSource, terminal: Terminal): Promise<string | undefined> {
  if (source.insecureToken !== undefined) return extractToken(source.insecureToken)
  if (source.token === undefined) return undefined
  if (source.token === '-') return extractToken(await readInput(terminal, 'Access token'))
  return extractToken(await readNamedFile(source.token, '--token'))
}

/**
 * Reads a DPoP proof from standard input (`-`) or a file. Accepts the proof, or a whole `DPoP` header line.
 *
 * @throws {UsageError} If a proof is passed instead of a file name, or there is no proof to read; the message
 *   repeats nothing of the input
 */
export async function readProof(file: string, terminal: Terminal): Promise<string> {
  const pasted = file === '-' ? await readInput(terminal, 'DPoP proof') : await readNamedFile(file, '--proof')
  const proof = pasted.trim().replace(/^dpop:\s*/i, '')
  if (proof === '') throw new UsageError('the input has no proof')
  return proof
}

// The message does not repeat the name: it can be a token.
async function readNamedFile(name: string, option: string): Promise<string> {
  try {
    return decodeText(await readFile(name))
  } catch (error) {
    if (LOOKS_LIKE_A_TOKEN.test(name)) throw new UsageError(REFUSAL)
    const code = failureCodeOf(error)
    throw new UsageError(
      `cannot read the file that ${option} names (${code}); it takes a file name, or - for standard input`
    )
  }
}

async function readInput(terminal: Terminal, message: string): Promise<string> {
  if (terminal.input.isTTY !== true) return decodeText(await buffer(terminal.input))
  const answer = await password({ message, input: terminal.input, output: terminal.errors })
  return typeof answer === 'string' ? answer : ''
}

/** Returns a token without what people copy with it: spaces, the scheme, the header name. */
export function bareToken(pasted: string): string {
  return pasted
    .trim()
    .replace(/^(?:authorization:\s*)?(?:bearer|dpop)\s+/i, '')
    .trim()
}

// People paste the token, a header line, or the whole token response.
function extractToken(pasted: string): string {
  const trimmed = pasted.trim()
  const token = trimmed.startsWith('{') ? tokenOfResponse(trimmed) : bareToken(trimmed)
  if (token === '') throw new UsageError('the input has no token')
  return token
}
