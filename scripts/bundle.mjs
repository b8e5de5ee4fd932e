// Bundles the core into one file for each entry point. Node.js takes about half a millisecond for each module that it
// loads, and the core has a hundred: in one file it is there in half the time that `import 'jose'` takes. What is chosen
// by condition (package.json "imports") and the dependencies stay outside; declarations come from the compiler.
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const core = fileURLToPath(new URL('../packages/core/', import.meta.url))

const bundle = await rolldown({
  input: { index: `${core}src/index.ts`, presets: `${core}src/presets/index.ts` },
  external: [/^jose/, 'lru-cache', /^#/],
  platform: 'neutral',
  treeshake: { moduleSideEffects: false }
})
await bundle.write({
  dir: `${core}dist/bundle`,
  format: 'es',
  chunkFileNames: 'shared.js',
  sourcemap: true
})
await bundle.close()
