import { ServerUnavailable } from '../servers/machine/server-unavailable.mjs'

/**
 * Fetches and builds what a server needs. Where it can't be had its suite is left out, and says why; but in
 * CI that is a failure.
 */
export async function isAvailable(name: string, prepare: () => Promise<unknown>): Promise<boolean> {
  try {
    await prepare()
    return true
  } catch (error) {
    if (!(error instanceof ServerUnavailable) || process.env['CI'] !== undefined) throw error
    console.warn(`${name} is not tested: ${error.message}`)
    return false
  }
}
