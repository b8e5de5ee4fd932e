import { BRAND, brandOf } from './brand.ts'

/**
 * The program that uses Portcullis is wrong: an option is missing, misspelled or contradictory, or a guard
 * requires nothing. Thrown as early as possible, usually at start, and never turned into an answer to a
 * client.
 */
export class ConfigurationError extends Error {
  static {
    Object.defineProperty(this.prototype, BRAND, { value: 'ConfigurationError' })
  }

  /** Distinguishes this error from others in logs. */
  override readonly name = 'ConfigurationError'
  /** The option or the function with the mistake. */
  readonly option: string

  /** @param message What is wrong and what to write instead; never holds a secret. */
  constructor(option: string, message: string) {
    super(message)
    this.option = option
  }
}

/**
 * Returns whether an error is a `ConfigurationError`, also of another copy or version of this package, for
 * which `instanceof` returns false.
 */
export function isConfigurationError(error: unknown): error is ConfigurationError {
  return brandOf(error) === 'ConfigurationError'
}
