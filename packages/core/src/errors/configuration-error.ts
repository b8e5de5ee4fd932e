/**
 * The program that uses Portcullis is wrong: an option is missing, misspelt or contradictory, or a guard has
 * nothing to guard. Thrown where the mistake is made, at start wherever possible, and never turned into an
 * answer to a client.
 */
export class ConfigurationError extends Error {
  /** Tells this error from others, in logs. */
  override readonly name = 'ConfigurationError'
  /** The option, or the function, that the mistake is in. */
  readonly option: string

  /**
   * Makes the error.
   *
   * @param option The option, or the function, that the mistake is in.
   * @param message What is wrong and what to write instead; never holds a secret.
   */
  constructor(option: string, message: string) {
    super(message)
    this.option = option
  }
}
