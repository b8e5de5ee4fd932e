import { UsageError } from '../commands/usage-error.ts'
import { decodeToken } from './decode-token.ts'
import { bareToken, REFUSAL } from './read-token.ts'

const INSISTS = '--insecure-token'

/**
 * Refuses a command line that has a token in it, as the value of an option or as an argument, wherever it
 * stands. Only those who insist may give one. Opaque tokens cannot be told from other words.
 *
 * @param words the command line, without the name of the program
 * @throws {UsageError} when one of the words is a token; it does not repeat it
 */
export function refuseTokens(words: readonly string[]): void {
  const isRefused = words.some((word, index) => words[index - 1] !== INSISTS && isToken(valueIn(word)))
  if (isRefused) throw new UsageError(REFUSAL)
}

function valueIn(word: string): string {
  if (!word.startsWith('--')) return word
  return word.startsWith(`${INSISTS}=`) ? '' : word.slice(word.indexOf('=') + 1)
}

// By its header: scopes such as Directory.ReadWrite.All, host names and names of files have the outline of a token.
function isToken(value: string): boolean {
  return decodeToken(bareToken(value)).header !== undefined
}
