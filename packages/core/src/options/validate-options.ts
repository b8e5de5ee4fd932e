import { ConfigurationError } from '../errors/configuration-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { didYouMean } from './did-you-mean.ts'
import type { OptionRule } from './option-rules.ts'
import { requireOwnMembers } from './require-own-members.ts'

/**
 * Validates an options object against its rules. An option that is undefined counts as left out; a name that
 * does not exist is an error, since a misspelt check is no check.
 *
 * @param options What was given.
 * @param rules A rule for each option that exists.
 * @param prefix What the options are a part of, for messages: `'keys.'`.
 * @throws {ConfigurationError} For the first option that will not do.
 */
export function validateOptions(
  options: unknown,
  rules: Readonly<Record<string, OptionRule>>,
  prefix = ''
): void {
  const owner = prefix === '' ? 'options' : prefix.replace(/\.$/, '')
  if (!isJsonObject(options))
    throw new ConfigurationError(owner, `"${owner}" must be an object, not ${kindOf(options)}`)
  requireOwnMembers(options, owner)
  for (const [name, value] of Object.entries(options)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
    if (rule === undefined) {
      throw new ConfigurationError(
        name,
        `there is no option "${prefix}${name}"${didYouMean(name, Object.keys(rules))}`
      )
    }
    const problem = value === undefined ? undefined : rule(value)
    if (problem !== undefined) {
      throw new ConfigurationError(name, `option "${prefix}${name}" ${problem}; it is ${kindOf(value)}`)
    }
  }
}

/** Names the kind of a value, never the value: it may be a secret in the wrong place. */
function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === '') return 'an empty string'
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  return `a value of type ${typeof value}`
}
