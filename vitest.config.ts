import { defineConfig } from 'vitest/config'

// Tests read the sources of the packages, not their builds: no test run needs a build first.
// `import` is not among the conditions: Node.js would apply it to `require` too, which breaks CommonJS packages.
const resolve = { conditions: ['@portcullis/source', 'module', 'node'] }

/** Folders of `test/` with a suite of their own; the rest of `test/` is in `unit`. */
const SUITES = [
  'adapter-contract',
  'raw-socket',
  'docs',
  'interop',
  'differential',
  'faults',
  'attacks',
  'browser',
  'consumers',
  'programs',
  'redis'
]

/** Tests of examples that start programs, and wait for them to end. */
const PROGRAMS = [
  'examples/{cluster,readiness}/test/*.test.ts',
  'examples/pkce-demo/test/start-and-stop.test.ts'
]

interface SuiteSettings {
  readonly exclude?: string[]
  /** Limit for one test. Default: 10. */
  readonly seconds?: number
  /** Whether the suite starts programs that need the packages built. Default: false. */
  readonly build?: boolean
  /** Whether the suite needs what the benchmark needs installed. Default: false. */
  readonly bench?: boolean
  /**
   * Whether each file has a process of its own. Default: false, which takes a third of the time. Then
   * `test/leaves-no-trace.ts` fails the file that leaves something global changed.
   */
  readonly isolate?: boolean
  /** Whether one file runs at a time, since it needs the whole machine. Default: false. */
  readonly alone?: boolean
  /** Files that prepare what the tests of the suite share, after the build. */
  readonly prepare?: string[]
}

/** One suite with a name of its own; `npx vitest run --project NAME` runs it alone. */
function suite(name: string, include: string[], settings: SuiteSettings = {}) {
  const { exclude = [], seconds = 10, build = false, bench = false, isolate = false } = settings
  const { alone = false, prepare = [] } = settings
  const milliseconds = seconds * 1000
  const globalSetup = [
    ...(build ? ['./test/build-packages.ts'] : []),
    ...(bench ? ['./test/install-bench.ts'] : []),
    ...prepare
  ]
  return {
    resolve,
    ssr: { resolve },
    test: {
      name,
      include,
      exclude: ['**/node_modules/**', '**/dist/**', ...exclude],
      testTimeout: milliseconds,
      hookTimeout: milliseconds,
      isolate,
      fileParallelism: !alone,
      globalSetup,
      setupFiles: ['./test/quiet-refusals.ts', ...(isolate ? [] : ['./test/leaves-no-trace.ts'])]
    }
  }
}

export default defineConfig({
  test: {
    // The default leaves one core idle: on two cores, half of the time.
    maxWorkers: '100%',
    projects: [
      suite('unit', ['packages/*/test/**/*.test.ts', 'test/**/*.test.ts'], {
        exclude: SUITES.map((folder) => `test/${folder}/**`)
      }),
      suite('contract', ['test/{adapter-contract,raw-socket}/**/*.test.ts']),
      // Snippets run as they are written: some subscribe to events, and never unsubscribe.
      suite('documents', ['test/docs/**/*.test.ts'], { isolate: true }),
      suite('interop', ['test/interop/oidc-provider/**/*.test.ts'], { seconds: 30, build: true }),
      suite('examples', ['examples/**/*.test.ts'], {
        // Their tests are for Jest: the suite "consumers" installs and runs them.
        exclude: [...PROGRAMS, 'examples/{jest-commonjs,nestjs-api}/**'],
        seconds: 30,
        build: true,
        isolate: true
      }),
      suite('programs', ['test/programs/**/*.test.ts', ...PROGRAMS], {
        seconds: 30,
        build: true,
        isolate: true
      }),
      suite('differential', ['test/differential/**/*.test.ts']),
      suite('bench', ['bench/test/*.test.ts'], { bench: true }),
      suite('attacks', ['test/attacks/**/*.test.ts'], { seconds: 60 }),
      suite('faults', ['test/faults/**/*.test.ts'], { seconds: 60, build: true, isolate: true }),
      suite('servers', ['test/interop/**/*.test.ts'], {
        exclude: ['test/interop/oidc-provider/**'],
        seconds: 180,
        build: true,
        isolate: true,
        alone: true
      }),
      // One file at a time: its promises are about time.
      suite('redis', ['test/redis/**/*.test.ts'], {
        seconds: 60,
        build: true,
        isolate: true,
        alone: true
      }),
      suite('browser', ['test/browser/**/*.test.ts'], {
        seconds: 90,
        build: true,
        isolate: true,
        alone: true
      }),
      suite('consumers', ['test/consumers/**/*.test.ts'], {
        seconds: 300,
        build: true,
        isolate: true,
        prepare: ['./test/consumers/provide-tarballs.ts']
      })
    ],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      reporter: ['text-summary', 'html', 'json-summary'],
      thresholds: {
        // What decides about tokens, and what it stands on. Raise these when you cover a branch that is missing.
        'packages/core/src/{credentials,claims,guards,challenge,context,flow,json,request,documents}/**': {
          100: true
        },
        'packages/core/src/jws/**': { lines: 99, functions: 100, statements: 99, branches: 98 },
        'packages/core/src/{adapter,confirmation,errors,memory,verifiers}/**': {
          lines: 99,
          functions: 99,
          statements: 99,
          branches: 98
        },
        'packages/core/src/{authenticate,protected-resource}.ts': {
          lines: 100,
          functions: 100,
          statements: 100,
          branches: 97
        },
        'packages/core/src/issuers/**': {
          lines: 99,
          functions: 99,
          statements: 99,
          branches: 98
        },
        'packages/core/src/keys/**': { lines: 99, functions: 99, statements: 99, branches: 97 },
        'packages/core/src/options/**': { lines: 100, functions: 100, statements: 100, branches: 97 },
        'packages/{express,fastify,nestjs}/src/**': {
          lines: 100,
          functions: 100,
          statements: 100,
          branches: 98
        }
      }
    }
  }
})
