// Builds the documentation site into dist/. Its reference comes from docs/reference/, which typedoc writes.
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'vitepress'
import { writePages } from './lib/write-pages.mjs'

const folder = fileURLToPath(new URL('.', import.meta.url))

writePages()
rmSync(`${folder}dist`, { recursive: true, force: true })
await build(folder)
