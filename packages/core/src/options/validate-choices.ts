import { isOneOf } from './option-rows.ts'
import { refuseRequest } from './refuse-request.ts'
import { validateOptions } from './validate-options.ts'

/** Options of an adapter; each is one of several words. */
export type EnumOptions = Readonly<Record<string, readonly string[]>>

/**
 * The values that were set for such options.
 *
 * @typeParam C The options.
 */
export type EnumValues<C extends EnumOptions> = { readonly [Name in keyof C]?: C[Name][number] }

/**
 * Validates options of an adapter; each is one of several words. For authors of adapters. An unknown name or
 * value is an error, since a misspelled option sets nothing.
 *
 * @typeParam C The options.
 * @param choices The words for each option that exists.
 * @throws {ConfigurationError} For the first option that is not valid.
 */
export function validateEnumOptions<const C extends EnumOptions>(
  given: unknown,
  choices: C
): asserts given is EnumValues<C> {
  refuseRequest(given)
  const rows = Object.entries(choices).map(([name, words]) => [name, { rule: isOneOf(...words) }] as const)
  validateOptions(given, Object.fromEntries(rows))
}
