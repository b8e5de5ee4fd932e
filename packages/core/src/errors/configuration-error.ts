import { BRAND, brandOf } from './brand.ts'

/**
 * A mistake in the program that uses Portcullis: an option is missing, misspelled or contradictory, or a
 * guard requires nothing. Thrown as early as possible, usually at start, and never turned into an answer to a
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

  /**
   * Creates the error.
   *
   * @param option The option or the function with the mistake.
   * @param message What is wrong and what to write instead; never contains a secret.
   */
  constructor(option: string, message: string) {
    // The code of the application is below more than ten frames of this package. `Error` can be frozen.
    const limit = Error.stackTraceLimit
    Reflect.set(Error, 'stackTraceLimit', limit + OWN_FRAMES)
    super(message)
    Reflect.set(Error, 'stackTraceLimit', limit)
    this.option = option
    this.stack = startAtCaller(this.stack ?? '')
  }
}

/**
 * Returns whether an error is a `ConfigurationError`, also of another copy or version of this package, for
 * which `instanceof` returns false.
 */
export function isConfigurationError(error: unknown): error is ConfigurationError {
  return brandOf(error) === 'ConfigurationError'
}

/** A frame of this package or an adapter, as it is installed. */
const OWN_FRAME = /[\\/]node_modules[\\/]@portcullis[\\/]/

/** So many frames of this package are expected at most. */
const OWN_FRAMES = 20

/** Returns a stack trace that starts at the code of the application: the mistake is there. */
function startAtCaller(stack: string): string {
  const lines = stack.split('\n')
  const own = lines.findLastIndex((line) => OWN_FRAME.test(line))
  const first = lines.findIndex((line) => /^\s+at /.test(line))
  return own < 0 ? stack : [...lines.slice(0, first), ...lines.slice(own + 1)].join('\n')
}
