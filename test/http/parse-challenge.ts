/** One challenge of a WWW-Authenticate line: scheme and parameters in their order, duplicates included. */
export interface ParsedChallenge {
  scheme: string
  parameters: [name: string, value: string][]
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const quoted = '"(?:[\\t \\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\\t \\x21-\\x7E])*"'
const parameter = `${token}=${quoted}`
const challenge = new RegExp(`^(${token}) (${parameter}(?:, ${parameter})*)$`, 'u')

/**
 * Reads a line that holds one challenge of which every value is quoted (RFC 9110 section 11); throws on any
 * other.
 */
export function parseChallenge(line: string): ParsedChallenge {
  const [, scheme, list] = challenge.exec(line) ?? []
  if (scheme === undefined || list === undefined)
    throw new SyntaxError(`no challenge: ${JSON.stringify(line)}`)
  const pairs = list.matchAll(new RegExp(`(${token})=(${quoted})`, 'gu'))
  const parameters = [...pairs].map(([, name = '', value = '']): [string, string] => [name, unquote(value)])
  return { scheme, parameters }
}

function unquote(text: string): string {
  return text.slice(1, -1).replaceAll(/\\(.)/gu, '$1')
}
