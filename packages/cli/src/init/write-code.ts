import type { Advice } from '../doctor/advice/advise-options.ts'
import { literal } from '../provider/source-text.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { FRAMEWORKS, type Framework } from './framework.ts'

/** Code to add to an API, and the command that installs its packages. */
export interface GeneratedCode {
  readonly install: string
  readonly source: string
}

/**
 * Writes the code that protects an API of a framework; with scopes, its first route requires them.
 *
 * @throws {UsageError} If `requireAuth` refuses the options
 */
export function writeCode(framework: Framework, advice: Advice, scopes: readonly string[]): GeneratedCode {
  const { adapter, peer, template, imports: always, ...row } = FRAMEWORKS[framework]
  const options = advice.presetSource ?? advice.source
  if (options === undefined) throw new UsageError(advice.complaint ?? 'requireAuth refuses the options')
  const preset = advice.presetSource === undefined ? [] : [advice.provider?.preset ?? '']
  const imports = [...preset, ...always, ...(scopes.length === 0 ? [] : [row.guardImport])]
  const guard =
    scopes.length === 0
      ? row.unguarded
      : row.guarded.replace('{scopes}', () => scopes.map(literal).join(', '))
  const parts = {
    imports: imports.join(', '),
    options,
    guard
  }
  return { install: `npm install ${adapter} ${peer}`, source: fillTemplate(template, parts) }
}

function fillTemplate(
  template: string,
  parts: Readonly<Record<'imports' | 'options' | 'guard', string>>
): string {
  const source = template.replaceAll(
    /\{(imports|options|guard)\}/g,
    (_, name: keyof typeof parts) => parts[name]
  )
  return source.replace('import portcullis, {  } from', 'import portcullis from')
}
