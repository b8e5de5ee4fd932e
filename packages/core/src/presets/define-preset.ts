import { ConfigurationError } from '../errors/configuration-error.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import type { JsonObject } from '../json/json-object.ts'
import { didYouMean } from '../options/did-you-mean.ts'
import type { IssuerOptions, IssuerSpecificOptions } from '../options/protected-resource-options.ts'
import { listOf, optional, text, type ArgumentRule } from './argument-rules.ts'

/**
 * The options of a preset: options of a protected resource, to use unchanged, or to spread and override: `{
 * ...keycloak({ ... }), clockToleranceSeconds: 5 }`.
 */
export interface PresetOptions extends IssuerSpecificOptions {
  /** The issuer, if there is one. */
  readonly issuer?: string
  /** The issuers, if there are several. */
  readonly issuers?: readonly IssuerOptions[]
}

/** How tools recognize a product by its issuer. */
export interface IssuerPattern {
  /** Its named groups are arguments of the preset. */
  readonly issuer: RegExp
  /** Endings of metadata members after the issuer, if servers of other products can have such an issuer. */
  readonly endpoints?: Readonly<Record<string, string>>
  /** The name of the product, if such an issuer has another one. */
  readonly name?: string
  /** Arguments that all such issuers share. */
  readonly fixed?: Readonly<Record<string, readonly number[]>>
}

/** The pattern of an issuer that can be of any product. */
export const ANY_ISSUER: RegExp = /^(?<issuer>https?:\/\/.+)$/

/** The argument of a preset that binds tokens to the API: an audience, or what a product has instead. */
export type BindingArgument = 'audience' | 'clientIds' | 'clientId' | 'projectId'

/** A product with a preset, for tools that propose one. */
export interface Product {
  /** The name of the preset: `'keycloak'`. */
  readonly preset: string
  /** The name of the product: `'Keycloak'`. */
  readonly name: string
  /** The argument that binds tokens to the API; undefined if the preset needs none. */
  readonly binding: BindingArgument | undefined
  /** How its issuers look; empty if they have no common form. */
  readonly patterns: readonly IssuerPattern[]
}

/** Describes a product; a pattern without endpoints can be given as its expression. */
export function describeProduct(
  name: string,
  binding: BindingArgument | undefined,
  ...patterns: readonly (RegExp | IssuerPattern)[]
): Omit<Product, 'preset'> {
  const all = patterns.map((each) => (each instanceof RegExp ? { issuer: each } : each))
  return { name, binding, patterns: all }
}

/** What every preset takes. */
export interface NetworkArguments {
  /** Hosts that this API reaches over plain http, see the option of that name: `['keycloak:8080']`. */
  readonly dangerouslyAllowHttp?: readonly string[]
}

const NETWORK_ARGUMENTS: Readonly<Record<keyof NetworkArguments, ArgumentRule>> = {
  dangerouslyAllowHttp: optional(listOf(text("a host with its port, such as 'keycloak:8080'")))
}

/**
 * A function for an authorization server product: it takes the settings of the product, under the product's
 * own names, and returns the options. It fetches nothing.
 *
 * @throws {ConfigurationError} For an argument that is missing, misspelled or invalid.
 */
export interface Preset<Arguments> {
  (given: Arguments & NetworkArguments): PresetOptions
  /** The product, for tools. */
  readonly product: Product
}

/** Everything about one product: differences between products are in their rows and nowhere else. */
export interface PresetRow<Arguments> {
  readonly product: Omit<Product, 'preset'>
  /** What each argument must be. */
  readonly arguments: { readonly [Name in keyof Required<Arguments>]: ArgumentRule }
  /** Arguments that are optional each, although at least one is required. */
  readonly oneOf?: readonly (keyof Arguments)[]
  /** The options: issuers, keys, audience, profile, mapping, machine rule, hints. */
  readonly options: (given: Arguments & NetworkArguments) => PresetOptions
}

/** Creates a preset from its row. It validates the arguments first. */
export function definePreset<Arguments extends object>(
  preset: string,
  row: PresetRow<Arguments>
): Preset<Arguments> {
  const create = (given: Arguments & NetworkArguments): PresetOptions => {
    validateArguments(preset, row, given)
    const { dangerouslyAllowHttp } = given
    const options = unwrapSingleIssuer(row.options(given))
    return dangerouslyAllowHttp === undefined ? options : { ...options, dangerouslyAllowHttp }
  }
  return Object.assign(create, { product: { preset, ...row.product } })
}

/** A single issuer is not a list: then its keys can be set next to the other options. */
function unwrapSingleIssuer({ issuers, ...shared }: PresetOptions): PresetOptions {
  if (issuers === undefined) return shared
  const [only, ...others] = issuers
  return others.length === 0 ? { ...shared, ...only } : { ...shared, issuers }
}

interface AnyRow {
  readonly arguments: Readonly<Record<string, ArgumentRule>>
  readonly oneOf?: readonly PropertyKey[]
}

/** Messages never hold a value: it may be a misplaced secret. */
function validateArguments(preset: string, row: AnyRow, given: unknown): void {
  const own = Object.keys(row.arguments)
  if (!isJsonObject(given))
    throw new ConfigurationError(preset, `${preset}() takes an object: { ${own.join(', ')} }`)
  const rules = { ...row.arguments, ...NETWORK_ARGUMENTS }
  const names = Object.keys(rules)
  const stranger = Object.keys(given).find((name) => !names.includes(name))
  if (stranger !== undefined) {
    const suggestion = didYouMean(stranger, names)
    throw new ConfigurationError(stranger, `${preset}() has no argument "${stranger}"${suggestion}`)
  }
  for (const [name, rule] of Object.entries(rules)) {
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
