import { fileURLToPath } from 'node:url'

/** What browsers may fetch: the page, its scripts and its looks. */
export const PUBLIC_FOLDER = fileURLToPath(new URL('../public/', import.meta.url))
