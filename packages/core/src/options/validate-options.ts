import { ConfigurationError } from '../errors/configuration-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { didYouMean } from './did-you-mean.ts'
import type { OptionRow } from './option-rules.ts'
import { requireOwnMembers } from './require-own-members.ts'

/**
 * Validates an options object. An option that is undefined is treated as omitted; an unknown name is an
 * error, since a misspelled check checks nothing.
 *
 * @param rows A row for each option that exists.
 * @param prefix The path of the options, for messages: `'keys.'`.
 * @throws {ConfigurationError} For the first option that is not valid.
 */
export function validateOptions(
  options: unknown,
  rows: Readonly<Record<string, OptionRow>>,
  prefix = ''
): void {
  const owner = prefix === '' ? 'options' : prefix.replace(/\.$/, '')
  if (!isJsonObject(options))
    throw new ConfigurationError(owner, `"${owner}" must be an object, not ${kindOf(options)}`)
  requireOwnMembers(options, owner)
  for (const [name, value] of Object.entries(options)) {
    const row = Object.hasOwn(rows, name) ? rows[name] : undefined
    if (row === undefined) {
      const suggestion = didYouMean(name, Object.keys(rows))
      throw new ConfigurationError(name, `there is no option "${prefix}${name}"${suggestion}`)
    }
    const problem = value === undefined ? undefined : row.rule(value)
    if (problem !== undefined)
      throw new ConfigurationError(name, `option "${prefix}${name}" ${problem}; it is ${kindOf(value)}`)
  }
}

/** Names the kind of a value, never the value: it may be a secret in the wrong place. */
function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === '') return 'an empty string'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  return `a value of type ${typeof value}`
}
