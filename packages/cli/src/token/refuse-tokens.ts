import { inspectToken } from '@portcullis/core/inspect'
import { UsageError } from '../terminal/usage-error.ts'
import { bareToken, REFUSAL } from './read-token.ts'

const INSECURE = '--insecure-token'

/**
 * Refuses a command line with a token in it, as an argument or as the value of any option except
 * `--insecure-token`. Opaque tokens look like other words and are not found.
 *
 * @throws {UsageError} If one of the words is a token; the message does not repeat it
 */
export function refuseTokens(words: readonly string[]): void {
  const isRefused = words.some((word, index) => words[index - 1] !== INSECURE && isToken(valueIn(word)))
  if (isRefused) throw new UsageError(REFUSAL)
}

function valueIn(word: string): string {
  if (!word.startsWith('--')) return word
  return word.startsWith(`${INSECURE}=`) ? '' : word.slice(word.indexOf('=') + 1)
}

// By its header: scopes such as Directory.ReadWrite.All, host names and file names have the outline of a token.
function isToken(value: string): boolean {
  return inspectToken(bareToken(value)).unverifiedHeader !== undefined
}
