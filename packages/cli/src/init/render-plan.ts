import type { DoctorReport } from '../doctor/diagnose.ts'
import { markOf } from '../doctor/render-report.ts'
import type { Layout } from '../terminal/layout.ts'
import { paintLines } from '../terminal/palette.ts'
import { printable } from '../terminal/printable.ts'
import { hang } from '../terminal/wrap-text.ts'
import type { GeneratedCode } from './write-code.ts'

/** Writes the doctor's problems in short, what to install and the code to add. */
export function renderPlan(report: DoctorReport, code: GeneratedCode, layout: Layout): string {
  return [...renderFindings(report, layout), ...renderSource(code, layout)].join('\n')
}

function renderFindings(report: DoctorReport, { columns, palette }: Layout): readonly string[] {
  const problems = report.findings.filter(({ status }) => status === 'fail' || status === 'warn')
  return [
    palette.strong(report.summary),
    ...problems.map((finding) => {
      const { id, message, hint } = finding
      const text = hint === undefined ? message : `${message}. ${hint}`
      return hang(`  ${markOf(finding, palette)} ${palette.faint(id)}  `, text, columns)
    })
  ]
}

function renderSource({ install, source }: GeneratedCode, { palette }: Layout): readonly string[] {
  const lines = source
    .trimEnd()
    .split('\n')
    .map((line) => `  ${printable(line)}`.trimEnd())
  return [
    '',
    palette.strong('Install'),
    '',
    `  ${palette.code(install)}`,
    '',
    palette.strong('Add'),
    '',
    paintLines(lines.join('\n'), palette.code)
  ]
}
