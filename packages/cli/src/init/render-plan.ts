import type { DoctorReport } from '../doctor/diagnose.ts'
import { hang } from '../terminal/lay-out.ts'
import type { Layout } from '../terminal/layout.ts'
import { paintLines } from '../terminal/paint-lines.ts'
import { printable } from '../terminal/printable.ts'
import type { GeneratedCode } from './write-code.ts'

/** Sets what the doctor minds, in short, and what to install and add. */
export function renderPlan(report: DoctorReport, code: GeneratedCode, layout: Layout): string {
  return [...renderFindings(report, layout), ...renderSource(code, layout)].join('\n')
}

function renderFindings(report: DoctorReport, { columns, palette }: Layout): readonly string[] {
  const minded = report.findings.filter(({ status }) => status === 'fail' || status === 'warn')
  return [
    palette.strong(report.summary),
    ...minded.map(({ status, id, message, hint }) => {
      const mark = status === 'fail' ? palette.bad('✖') : palette.doubtful('▲')
      return hang(
        `  ${mark} ${palette.faint(id)}  `,
        hint === undefined ? message : `${message}. ${hint}`,
        columns
      )
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
