// Bundles the core into one file for each entry point, once for Node.js and once for every other runtime. Node.js takes
// about half a millisecond for each module that it loads, and the core has a hundred. What depends on the runtime is
// chosen here as package.json "imports" says; the dependencies stay outside; declarations come from the compiler.
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const core = fileURLToPath(new URL('../packages/core/', import.meta.url))

for (const runtime of ['node', 'default']) {
  const bundle = await rolldown({
    input: { index: `${core}src/index.ts`, presets: `${core}src/presets/index.ts` },
    external: [/^jose/, 'lru-cache', /^node:/],
    platform: 'neutral',
    resolve: { conditionNames: ['@portcullis/source', runtime] },
    treeshake: { moduleSideEffects: false }
  })
  await bundle.write({
    dir: `${core}dist/bundle/${runtime}`,
    format: 'es',
    chunkFileNames: 'shared.js',
    sourcemap: true,
    // They are in the package.
    sourcemapExcludeSources: true
  })
  await bundle.close()
}
