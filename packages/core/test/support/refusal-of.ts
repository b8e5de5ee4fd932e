import { ConfigurationError } from '../../src/errors/configuration-error.ts'
import { ProtectedResourceError } from '../../src/errors/protected-resource-error.ts'

/** The refusal that a piece of code ends with; a test that expects one fails if there is none. */
export async function refusalOf(run: () => unknown): Promise<ProtectedResourceError> {
  try {
    await run()
  } catch (error) {
    if (error instanceof ProtectedResourceError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

/** The mistake that a piece of code complains of. */
export function mistakeOf(run: () => unknown): ConfigurationError {
  try {
    run()
  } catch (error) {
    if (error instanceof ConfigurationError) return error
    throw error
  }
  throw new Error('no mistake was found')
}
