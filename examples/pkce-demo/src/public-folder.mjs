import { fileURLToPath } from 'node:url'

/** What browsers can fetch: the page, its scripts and its styles. */
export const PUBLIC_FOLDER = fileURLToPath(new URL('../public/', import.meta.url))
