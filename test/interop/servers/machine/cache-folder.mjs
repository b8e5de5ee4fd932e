import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where downloads and built state stay between runs, outside of the repository. */
export const CACHE_FOLDER = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'portcullis-interop'
)
