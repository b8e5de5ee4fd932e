// Serves the site that build.mjs built, on this machine only.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))

if (existsSync(`${folder}dist/index.html`)) {
  const { serve } = await import('vitepress')
  await serve({ root: folder, port: Number(process.env.PORT ?? 4173) })
} else {
  console.error('there is no site yet: run npm run docs')
  process.exitCode = 1
}
