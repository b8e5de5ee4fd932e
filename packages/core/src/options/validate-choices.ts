import { copyOptions } from './copy-options.ts'
import { isOneOf } from './option-rows.ts'
import { refuseRequest } from './refuse-request.ts'
import { validateOptions } from './validate-options.ts'

/** Options of an adapter; each is one of several words. */
export type EnumOptions = Readonly<Record<string, readonly string[]>>

/**
 * Values of such options.
 *
 * @typeParam C The options.
 */
export type EnumValues<C extends EnumOptions> = { readonly [Name in keyof C]?: C[Name][number] }

/**
 * Validates options of an adapter, each one of several words, for authors of adapters. An unknown name or
 * word is an error.
 *
 * @typeParam C The options.
 * @param given What the adapter got.
 * @param choices The words for each option that exists.
 * @returns A copy of the values.
 * @throws {ConfigurationError} For the first that is not valid.
 */
export function validateEnumOptions<const C extends EnumOptions>(given: unknown, choices: C): EnumValues<C> {
  refuseRequest(given)
  const rows = Object.entries(choices).map(([name, words]) => [name, { rule: isOneOf(...words) }] as const)
  validateOptions(given, Object.fromEntries(rows))
  return copyOptions(Object(given) as EnumValues<C>)
}
