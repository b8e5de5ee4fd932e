import type { Terminal } from '../terminal/terminal.ts'

/** Returns the settings in the environment, as the API reads it: an empty variable counts as not set. */
export function usualSettings({ environment }: Terminal): {
  readonly issuer: string | undefined
  readonly audience: string | undefined
} {
  const read = (name: string) => (environment[name] === '' ? undefined : environment[name])
  return { issuer: read('OAUTH_ISSUER'), audience: read('OAUTH_AUDIENCE') }
}
