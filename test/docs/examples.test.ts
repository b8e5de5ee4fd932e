import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import * as core from '@portcullis/core'
import * as presets from '@portcullis/core/presets'
import ts from 'typescript'
import { describe, expect, it, onTestFinished } from 'vitest'
import { parseSource } from '../architecture/source.ts'
import { ROOT } from '../programs/start-program.ts'

const PACKAGES = join(ROOT, 'packages')

interface Example {
  /** The documented export, with the file that declares it. */
  readonly name: string
  readonly code: string
}

/** The code blocks of all `@example` tags of the packages. */
const examples: readonly Example[] = readdirSync(PACKAGES, { recursive: true, encoding: 'utf8' })
  .filter((path) => /^\w+\/src\/.*\.ts$/u.test(path.replaceAll('\\', '/')))
  .flatMap((path) => examplesIn(path, ts.sys.readFile(join(PACKAGES, path)) ?? ''))

function examplesIn(path: string, text: string): Example[] {
  return parseSource(path, text).tree.statements.flatMap((statement) =>
    ts
      .getJSDocTags(declarationOf(statement))
      .filter(({ tagName }) => tagName.text === 'example')
      .map(({ comment }) => ({
        name: `${path}: ${nameOf(statement)}`,
        code: /```ts\n(.*?)```/su.exec(ts.getTextOfJSDocComment(comment) ?? '')?.[1] ?? 'no code block'
      }))
  )
}

function declarationOf(statement: ts.Statement): ts.Node {
  return ts.isVariableStatement(statement)
    ? (statement.declarationList.declarations[0] ?? statement)
    : statement
}

function nameOf(statement: ts.Statement): string {
  const declaration = declarationOf(statement)
  return ts.isVariableDeclaration(declaration) ||
    ts.isFunctionDeclaration(declaration) ||
    ts.isClassDeclaration(declaration)
    ? (declaration.name?.getText() ?? '')
    : ''
}

/** Compiles each example as a file of its own, and returns what the compiler complains about. */
function complaintsAbout(all: readonly Example[]): string[] {
  const folder = join(ROOT, 'docs/snippets')
  const { config } = ts.readConfigFile(join(folder, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    config: object
  }
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, folder)
  const options = { ...parsed.options, noEmit: true, incremental: false, noUnusedLocals: false }
  delete options.tsBuildInfoFile
  const files = new Map(all.map(({ code }, index) => [join(folder, `example-${index}.ts`), code]))
  const host = ts.createCompilerHost(options)
  const { readFile, fileExists } = host
  host.readFile = (path) => files.get(path) ?? readFile(path)
  host.fileExists = (path) => files.has(path) || fileExists(path)
  const getSourceFile = host.getSourceFile.bind(host)
  host.getSourceFile = (path, language) => {
    const code = files.get(path)
    return code === undefined ? getSourceFile(path, language) : ts.createSourceFile(path, code, language)
  }
  const program = ts.createProgram({ rootNames: [...files.keys()], options, host })
  return [...files.keys()].flatMap((path, index) => {
    const file = program.getSourceFile(path)
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
    return found.map(
      ({ messageText }) => `${all[index]?.name}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    )
  })
}

describe('the examples of the reference', () => {
  it('exist for every main export', () => {
    const documented = new Set(examples.map(({ name }) => name.replace(/.*: /u, '')))
    const guards = Object.keys(core).filter((name) => /^(?:require[A-Z]|allOf|anyOf)/u.test(name))
    const others = ['createProtectedResource', 'requireAuth', 'portcullis', 'PortcullisModule', 'redisStores']
    const expected = [...guards, ...others, 'createTestIssuer', ...presetNames()]
    expect(guards.length).toBeGreaterThan(8)
    expect(expected.filter((name) => !documented.has(name))).toEqual([])
  })

  it('compile, each as a program of its own', { timeout: 60_000 }, () => {
    expect(complaintsAbout(examples)).toEqual([])
  })

  it('are found to be wrong if they call what does not exist', { timeout: 60_000 }, () => {
    const code = `import { requireScope } from '@portcullis/core'\nrequireScope('read')\n`
    expect(complaintsAbout([{ name: 'wrong', code }])).toEqual([
      expect.stringContaining("no exported member named 'requireScope'")
    ])
  })

  it.each(examples.filter(({ name }) => name.includes('/presets/providers/')))(
    'pass arguments that a preset accepts: $name',
    ({ code }) => {
      const modules: Readonly<Record<string, object>> = {
        '@portcullis/core': core,
        '@portcullis/core/presets': presets
      }
      const { outputText } = ts.transpileModule(code, { compilerOptions: { module: ts.ModuleKind.CommonJS } })
      const program = `(function (require, exports) {${outputText}\nreturn typeof api === 'object' && api})`
      const run = new Script(program).runInThisContext() as (
        require: (name: string) => object | undefined,
        exports: object
      ) => core.ProtectedResource | false
      const api = run((name) => modules[name], {})
      if (api !== false) onTestFinished(() => api.close())
      expect(outputText).toContain('require("@portcullis/core/presets")')
    }
  )
})

/** The names of the presets: functions that return options of one product. */
function presetNames(): string[] {
  return Object.keys(presets).filter((name) => /^[a-z]/u.test(name) && name !== 'combinePresets')
}
