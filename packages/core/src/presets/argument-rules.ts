import { isText } from '../json/is-text.ts'

/** What an argument of a preset must be. */
export interface ArgumentRule {
  /** The same in words, with an example: `the name of the realm, such as 'shop'`. */
  readonly what: string
  readonly isValid: (value: unknown) => boolean
  /** Whether it may be omitted. */
  readonly isOptional: boolean
}

/** Creates the rule for an argument that may be omitted. */
export function optional(rule: ArgumentRule): ArgumentRule {
  return { ...rule, isOptional: true }
}

/** Creates the rule for a text that matches a pattern from start to end. */
export function matching(pattern: RegExp, what: string): ArgumentRule {
  return { what, isOptional: false, isValid: (value) => isText(value) && pattern.test(value) }
}

/** Creates the rule for any text that is not empty. */
export function text(what: string): ArgumentRule {
  return { what, isOptional: false, isValid: isText }
}

/** Creates the rule for a list of at least one member. */
export function listOf(rule: ArgumentRule): ArgumentRule {
  const isValid = (value: unknown): boolean =>
    Array.isArray(value) && value.length > 0 && value.every(rule.isValid)
  return { what: `a list, each member of it ${rule.what}`, isOptional: false, isValid }
}

/** Creates the rule for one value, or a list of several. */
export function oneOrMore(rule: ArgumentRule): ArgumentRule {
  const isValid = (value: unknown): boolean => rule.isValid(value) || listOf(rule).isValid(value)
  return { what: `${rule.what}, or a list of several`, isOptional: false, isValid }
}

/**
 * Creates the rule for a host name in lower case, with a port if needed: Portcullis compares issuers
 * character by character.
 */
export function host(what: string): ArgumentRule {
  return matching(
    /^[a-z\d](?:[a-z\d.-]*[a-z\d])?(?::\d+)?$/,
    `${what}: the host alone, in lower case, without https:// and without a path`
  )
}

/** Creates the rule for a URL that is the start of other URLs. */
export function baseUrl(what: string): ArgumentRule {
  return matching(
    /^https?:\/\/[^\s?#/][^\s?#]*(?<!\/)$/,
    `${what}: an https URL without a trailing slash, without query and fragment`
  )
}

/** Creates the rule for the issuer itself. */
export function issuer(example: string): ArgumentRule {
  return matching(
    /^https?:\/\/[^\s?#/][^\s?#]*$/,
    `the issuer exactly as in its metadata, such as '${example}', with a trailing slash if the metadata has one`
  )
}

/** Creates the rule for the identifier of an API in `aud`. */
export function audience(what: string): ArgumentRule {
  return oneOrMore(text(what))
}
