import { parseChallenge } from './parse-challenge.ts'

const legal: Record<string, RegExp> = {
  error: /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/u,
  error_description: /^[\x20-\x21\x23-\x5B\x5D-\x7E]+$/u,
  scope: /^[\x21\x23-\x5B\x5D-\x7E]+(?: [\x21\x23-\x5B\x5D-\x7E]+)*$/u,
  max_age: /^\d+$/u
}

/**
 * What is wrong with the challenges of an answer by RFC 9110 section 11 and RFC 6750 section 3; empty if
 * nothing.
 */
export function challengeFaults(status: number, lines: readonly string[]): string[] {
  const expected = [400, 401, 403].includes(status) ? 1 : 0
  if (lines.length !== expected) return [`${status} with ${lines.length} challenges`]
  return lines.flatMap(lineFaults)
}

function lineFaults(line: string): string[] {
  const { scheme, parameters } = parseChallenge(line)
  const names = parameters.map(([name]) => name.toLowerCase())
  const faults = parameters
    .filter(([name, value]) => legal[name] !== undefined && !legal[name].test(value))
    .map(([name]) => `illegal character in ${name}`)
  if (scheme !== 'Bearer') faults.push(`scheme ${scheme}`)
  if (new Set(names).size !== names.length) faults.push('a parameter is repeated')
  if (!names.includes('realm')) faults.push('no realm')
  return faults
}
