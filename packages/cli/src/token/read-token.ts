import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { password } from '@clack/prompts'
import { UsageError } from '../commands/usage-error.ts'
import { isJsonObject, parseJson, stringMember } from '../http/json.ts'
import type { Terminal } from '../terminal/terminal.ts'

const LOOKS_LIKE_A_TOKEN = /^[\w-]{8,}\.[\w-]{8,}\.[\w.-]*$/
/** Said where a token stands on the command line. */
export const REFUSAL: string =
  'a token on the command line stays in the shell history and shows in the process list; ' +
  'write it to a file or pipe it in: --token - < token.txt (or insist with --insecure-token)'

/** Where a token may come from. */
export interface TokenSource {
  /** `-` for standard input, else a file name */
  readonly token?: string | undefined
  /** the token itself, for those who insist */
  readonly insecureToken?: string | undefined
}

/**
 * Reads a token from standard input or a file; undefined when no source is named. It accepts what people have
 * at hand: the token, a whole `Authorization` value, or a token response as JSON.
 *
 * @throws {UsageError} when a token stands where a file name belongs, or there is nothing to read
 */
export async function readToken(source: TokenSource, terminal: Terminal): Promise<string | undefined> {
  if (source.insecureToken !== undefined) return extractToken(source.insecureToken)
  if (source.token === undefined) return undefined
  if (source.token === '-') return extractToken(await readInput(terminal))
  return extractToken(await readNamedFile(source.token))
}

async function readNamedFile(name: string): Promise<string> {
  try {
    return await readFile(name, 'utf8')
  } catch {
    if (LOOKS_LIKE_A_TOKEN.test(name)) throw new UsageError(REFUSAL)
    throw new UsageError(`cannot read the file "${name}"; --token takes a file name, or - for standard input`)
  }
}

async function readInput(terminal: Terminal): Promise<string> {
  if (terminal.input.isTTY !== true) return await text(terminal.input)
  const answer = await password({ message: 'Access token', input: terminal.input, output: terminal.errors })
  return typeof answer === 'string' ? answer : ''
}

/**
 * A token without what people paste along: blanks around it, the scheme, the name of the header.
 *
 * @param pasted what was pasted
 * @returns the token alone
 */
export function bareToken(pasted: string): string {
  return pasted
    .trim()
    .replace(/^(?:authorization:\s*)?(?:bearer|dpop)\s+/i, '')
    .trim()
}

// People paste the token, a header line, or the whole token response.
function extractToken(pasted: string): string {
  const trimmed = pasted.trim()
  const parsed = trimmed.startsWith('{') ? parseJson(trimmed) : undefined
  const fromResponse = isJsonObject(parsed) ? stringMember(parsed, 'access_token') : undefined
  const token = fromResponse ?? bareToken(trimmed)
  if (token === '') throw new UsageError('there is no token in what was read')
  return token
}
