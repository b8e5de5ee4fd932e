import { isOneOf } from './option-rules.ts'
import { refuseRequest } from './refuse-request.ts'
import { validateOptions } from './validate-options.ts'

/**
 * Validates options of an adapter, each of which is one of several words; for who writes an adapter. A name
 * or a value that does not exist is an error, since a misspelt choice is none.
 *
 * @param given What was given.
 * @param choices The words for each option that exists.
 * @throws {ConfigurationError} For the first that will not do.
 */
export function validateChoices(given: unknown, choices: Readonly<Record<string, readonly string[]>>): void {
  refuseRequest(given)
  const rules = Object.entries(choices).map(([name, words]) => [name, isOneOf(...words)] as const)
  validateOptions(given, Object.fromEntries(rules))
}
