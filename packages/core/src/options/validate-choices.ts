import { isOneOf } from './option-rules.ts'
import { refuseRequest } from './refuse-request.ts'
import { validateOptions } from './validate-options.ts'

/** Options of an adapter, each of which is one of several words. */
export type EnumOptions = Readonly<Record<string, readonly string[]>>

/**
 * What was chosen of such options.
 *
 * @typeParam C The options.
 */
export type EnumValues<C extends EnumOptions> = { readonly [Name in keyof C]?: C[Name][number] }

/**
 * Validates options of an adapter, each of which is one of several words: for authors of adapters. A name or
 * a value that does not exist is an error, since a misspelt choice chooses nothing.
 *
 * @typeParam C The options.
 * @param given What was given.
 * @param choices The words for each option that exists.
 * @throws {ConfigurationError} For the first that will not do.
 */
export function validateEnumOptions<const C extends EnumOptions>(
  given: unknown,
  choices: C
): asserts given is EnumValues<C> {
  refuseRequest(given)
  const rules = Object.entries(choices).map(([name, words]) => [name, isOneOf(...words)] as const)
  validateOptions(given, Object.fromEntries(rules))
}
