import { isText } from '../json/is-text.ts'
import { ALGORITHM_NAMES, isAlgorithmName } from '../jws/algorithms.ts'

/** Returns what an option must be, or undefined for a valid value. */
export type OptionRule = (value: unknown) => string | undefined

/**
 * Everything about an option except its type and documentation, which are in `protected-resource-options.ts`:
 * adding an option is its type and its row, the resolved options follow. The default is undefined only for
 * options that `WithoutDefault` lists.
 */
export interface OptionRow<Value = unknown> {
  readonly rule: OptionRule
  readonly default?: Value
}

/** Returns whether a value is a non-empty list of non-empty strings. */
export const isTextList = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(isText)

/** A function. */
export const isFunction: OptionRule = (value) =>
  typeof value === 'function' ? undefined : 'must be a function'

/** True or false. */
export const isFlag: OptionRule = (value) =>
  typeof value === 'boolean' ? undefined : 'must be true or false'

/** Creates the rule for a number in a range. */
export function isWithin(min: number, max: number): OptionRule {
  const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`
  return (value) =>
    typeof value === 'number' && value >= min && value <= max ? undefined : `must be a number ${range}`
}

/** A non-empty list of signature algorithms. */
export const areAlgorithms: OptionRule = (value) => {
  if (!isTextList(value)) return 'must be a non-empty list of algorithm names'
  const wrong = (value as readonly string[]).find((name) => !isAlgorithmName(name))
  if (wrong === undefined) return undefined
  const reason = /^(HS|none$)/i.test(wrong) ? 'is never allowed for access tokens' : 'is not a JWS algorithm'
  return `${JSON.stringify(wrong)} ${reason}; choose among ${ALGORITHM_NAMES.join(', ')}`
}
