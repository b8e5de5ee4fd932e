import { defineConfig } from 'vitest/config'

// Tests read the sources of the packages, not their builds: no test run needs a build first.
const conditions = ['@portcullis/source']
const resolveSources = { resolve: { conditions: [...conditions, 'module', 'node', 'import', 'default'] } }

/** One suite with a name of its own; `npx vitest run --project NAME` runs it alone. */
function suite(name: string, include: string[], settings: { seconds?: number; build?: boolean } = {}) {
  const milliseconds = (settings.seconds ?? 10) * 1000
  return {
    ...resolveSources,
    ssr: { resolve: { conditions: [...conditions, 'module', 'node', 'import', 'default'] } },
    test: {
      name,
      include,
      testTimeout: milliseconds,
      hookTimeout: milliseconds,
      ...(settings.build === true ? { globalSetup: './test/build-packages.ts' } : {})
    }
  }
}

export default defineConfig({
  test: {
    projects: [
      suite('unit', ['packages/*/test/**/*.test.ts', 'test/*.test.ts']),
      suite('contract', ['test/adapter-contract/**/*.test.ts']),
      suite('interop', ['test/interop/oidc-provider/**/*.test.ts'], { seconds: 30 }),
      suite('examples', ['examples/**/*.test.ts'], { seconds: 30, build: true }),
      suite('servers', ['test/interop/{keycloak,glewlwyd}/**/*.test.ts'], { seconds: 180 }),
      suite('faults', ['test/faults/**/*.test.ts'], { seconds: 60 }),
      suite('attacks', ['test/attacks/**/*.test.ts'], { seconds: 60 }),
      suite('browser', ['test/browser/**/*.test.ts'], { seconds: 90, build: true }),
      suite('consumers', ['test/consumers/**/*.test.ts'], { seconds: 300, build: true })
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      reporter: ['text-summary', 'html', 'json-summary']
    }
  }
})
