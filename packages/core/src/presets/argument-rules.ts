import { isText } from '../json/is-text.ts'

/** What an argument of a preset must be. */
export interface ArgumentRule {
  /** The same in words, with an example: `the name of the realm, such as 'shop'`. */
  readonly what: string
  readonly isValid: (value: unknown) => boolean
  /** Whether it may be left out. */
  readonly isOptional: boolean
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.length > 0

/**
 * Lets an argument be left out.
 *
 * @param rule What it must be where it is there.
 * @returns The rule.
 */
export function optional(rule: ArgumentRule): ArgumentRule {
  return { ...rule, isOptional: true }
}

/**
 * An argument that is a text of a certain form.
 *
 * @param pattern The form; it must match from beginning to end.
 * @param what The form in words.
 * @returns The rule.
 */
export function matching(pattern: RegExp, what: string): ArgumentRule {
  return { what, isOptional: false, isValid: (value) => isText(value) && pattern.test(value) }
}

/**
 * An argument that is any text.
 *
 * @param what What it is.
 * @returns The rule.
 */
export function text(what: string): ArgumentRule {
  return { what, isOptional: false, isValid: isText }
}

/**
 * An argument that is a list of at least one member.
 *
 * @param rule What each member must be.
 * @returns The rule.
 */
export function listOf(rule: ArgumentRule): ArgumentRule {
  const isValid = (value: unknown): boolean => isList(value) && value.every(rule.isValid)
  return { what: `a list, each member of it ${rule.what}`, isOptional: false, isValid }
}

/**
 * An argument that is one thing, or a list of several.
 *
 * @param rule What each must be.
 * @returns The rule.
 */
export function oneOrMore(rule: ArgumentRule): ArgumentRule {
  const { isValid } = listOf(rule)
  return {
    what: `${rule.what}, or a list of several`,
    isOptional: false,
    isValid: (value) => rule.isValid(value) || isValid(value)
  }
}

/**
 * An argument that is a host name in lower case, with a port if need be: issuers are compared letter by
 * letter.
 *
 * @param what What it is, with an example.
 * @returns The rule.
 */
export function host(what: string): ArgumentRule {
  return matching(
    /^[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d+)?$/,
    `${what}: the host alone, in lower case, without https:// and without a path`
  )
}

/**
 * An argument that is a URL which other URLs are made of.
 *
 * @param what What it is, with an example.
 * @returns The rule.
 */
export function baseUrl(what: string): ArgumentRule {
  return matching(
    /^https?:\/\/[^\s?#/][^\s?#]*(?<!\/)$/,
    `${what}: an https URL without a slash at the end, without query and fragment`
  )
}

/**
 * An argument that is the issuer itself.
 *
 * @param example What it looks like at this product.
 * @returns The rule.
 */
export function issuer(example: string): ArgumentRule {
  return matching(
    /^https?:\/\/[^\s?#/][^\s?#]*$/,
    `the issuer exactly as it stands in its metadata, such as '${example}', slash at the end or not as there`
  )
}

/**
 * The argument by which an API is recognised in `aud`.
 *
 * @param what What it is called at this product, with an example.
 * @returns The rule.
 */
export function audience(what: string): ArgumentRule {
  return oneOrMore(text(what))
}
