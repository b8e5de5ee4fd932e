import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const resolve = { conditions: ['@portcullis/source', 'module', 'node'] }

// The tests of one room alone must notice what is changed in it; `run.mjs` says which room. The engines are compared
// with thousands of tokens elsewhere, which takes too long for every mutant.
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve,
  ssr: { resolve },
  test: {
    include: [`packages/core/test/${process.env['MUTATION_ROOM']}/**/*.test.ts`],
    exclude: ['**/engines.test.ts'],
    // One worker for all files of a mutant, and a new one for the next mutant: static code is evaluated again.
    isolate: false,
    // A test that is only slow must not look like one that fails.
    testTimeout: 60_000
  }
})
