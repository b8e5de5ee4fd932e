import { ConfigurationError } from '../errors/configuration-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { JsonObject } from '../json/json-object.ts'
import { didYouMean } from '../options/did-you-mean.ts'
import type { IssuerOptions, IssuerSpecificOptions } from '../options/protected-resource-options.ts'
import type { ArgumentRule } from './argument-rules.ts'

/**
 * Options that a preset gives: options of a protected resource, to be used as they are, or spread to change
 * some of them: `{ ...keycloak({ ... }), clockToleranceSeconds: 5 }`.
 */
export interface PresetOptions extends IssuerSpecificOptions {
  /** The issuer, where there is one. */
  readonly issuer?: string
  /** The issuers, where there are several. */
  readonly issuers?: readonly IssuerOptions[]
}

/**
 * A function that knows an authorization server product: it takes what its users know of it, in its words,
 * and gives the options. It fetches nothing.
 *
 * @throws {ConfigurationError} For an argument that is missing, misspelt or not what it should be.
 */
export type Preset<Arguments> = (given: Arguments) => PresetOptions

/**
 * All that is known about one product. Whatever differs between products is in their rows and nowhere else.
 */
export interface PresetRow<Arguments> {
  /** What each argument must be. */
  readonly arguments: { readonly [Name in keyof Required<Arguments>]: ArgumentRule }
  /** Arguments that are optional each, although at least one is required. */
  readonly oneOf?: readonly (keyof Arguments)[]
  /** The options: issuers, keys, audience, profile, mapping, machine rule, hints. */
  readonly options: (given: Arguments) => PresetOptions
}

/**
 * Makes a preset of a row: validates the arguments first.
 *
 * @param name The name of the preset, for messages.
 * @param row What is known about the product.
 * @returns The preset.
 */
export function definePreset<Arguments extends object>(
  name: string,
  row: PresetRow<Arguments>
): Preset<Arguments> {
  return (given) => {
    validateArguments(name, row, given)
    return unwrapSingleIssuer(row.options(given))
  }
}

/** One issuer is no list: then its keys can be set beside the other options. */
function unwrapSingleIssuer({ issuers, ...shared }: PresetOptions): PresetOptions {
  if (issuers === undefined) return shared
  const [only, ...others] = issuers
  return others.length === 0 ? { ...shared, ...only } : { ...shared, issuers }
}

interface AnyRow {
  readonly arguments: Readonly<Record<string, ArgumentRule>>
  readonly oneOf?: readonly PropertyKey[]
}

/** A value is never in the message: it may be a secret in the wrong place. */
function validateArguments(preset: string, row: AnyRow, given: unknown): void {
  const names = Object.keys(row.arguments)
  if (!isJsonObject(given))
    throw new ConfigurationError(preset, `${preset}() takes an object: { ${names.join(', ')} }`)
  const stranger = Object.keys(given).find((name) => !names.includes(name))
  if (stranger !== undefined) {
    const suggestion = didYouMean(stranger, names)
    throw new ConfigurationError(stranger, `${preset}() has no argument "${stranger}"${suggestion}`)
  }
  for (const [name, rule] of Object.entries(row.arguments)) {
    const problem = problemOf(name, given[name], rule)
    if (problem !== undefined) throw new ConfigurationError(name, `${preset}()${problem} ${rule.what}`)
  }
  requireOneOf(preset, row.oneOf?.map(String) ?? [], given)
}

function problemOf(name: string, value: unknown, rule: ArgumentRule): string | undefined {
  if (value === undefined) return rule.isOptional ? undefined : ` needs "${name}":`
  return rule.isValid(value) ? undefined : `: "${name}" must be`
}

function requireOneOf(preset: string, names: readonly string[], given: JsonObject): void {
  const [first] = names
  if (first === undefined || names.some((name) => given[name] !== undefined)) return
  const list = names.map((name) => `"${name}"`).join(', ')
  throw new ConfigurationError(first, `${preset}() needs at least one of ${list}`)
}
