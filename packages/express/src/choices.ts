import { ConfigurationError } from '@portcullis/core'

/** What an application may choose beside the options of the protected resource. */
const CHOICES = {
  onRefusal: ['answer', 'next'],
  onInvalidToken: ['refuse', 'anonymous']
} as const

/** The name of a choice. */
export type ChoiceName = keyof typeof CHOICES

/** Choices that were made. */
export type Choices = { readonly [Name in ChoiceName]?: (typeof CHOICES)[Name][number] }

/**
 * Takes the choices out of options.
 *
 * @param options Options of a protected resource, and choices.
 * @param names The choices that there are.
 * @returns The choices that were made, and the options without them.
 * @throws {ConfigurationError} For a choice that does not exist.
 */
export function splitChoices<Options extends object>(
  options: Options,
  names: readonly ChoiceName[]
): { choices: Choices; rest: Omit<Options, ChoiceName> } {
  const isChoice = ([name]: [string, unknown]): boolean => names.some((each) => each === name)
  const entries = Object.entries(options)
  const choices = entries.filter(isChoice).filter(([, value]) => value !== undefined)
  const rest = entries.filter((entry) => !isChoice(entry))
  requireChoices(Object.fromEntries(choices), names)
  return { choices: Object.fromEntries(choices), rest: Object.fromEntries(rest) as Omit<Options, ChoiceName> }
}

/**
 * Demands that an object holds choices and nothing else: one that is misspelt would be none.
 *
 * @param given The object.
 * @param names The choices that there are.
 * @throws {ConfigurationError} For a name or a value that does not exist.
 */
export function requireChoices(given: object, names: readonly ChoiceName[]): void {
  for (const [name, value] of Object.entries(given)) {
    const known = names.find((each) => each === name)
    if (known === undefined) throw new ConfigurationError(name, `there is no option "${name}" here`)
    const values: readonly unknown[] = CHOICES[known]
    if (value !== undefined && !values.includes(value))
      throw new ConfigurationError(name, `option "${name}" must be '${values.join("' or '")}'`)
  }
}
