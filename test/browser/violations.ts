import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { ROOT } from '../programs/start-program.ts'

const AXE = join(ROOT, 'tools/docs/node_modules/axe-core/axe.min.js')

/** A rule of axe that a page breaks, and the first elements that break it. */
export interface Violation {
  readonly rule: string
  readonly elements: readonly string[]
}

interface Axe {
  run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}

/** What keeps people with a disability from reading a page: the violations that axe finds. */
export async function violationsOf(page: Page): Promise<Violation[]> {
  // Not as a script of the page, which its policy can forbid.
  await page.evaluate(await readFile(AXE, 'utf8'))
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: Axe }
    const { violations } = await axe.run({ resultTypes: ['violations'] })
    return violations.map(({ id, nodes }) => ({
      rule: id,
      elements: nodes.slice(0, 3).map(({ html }) => html.slice(0, 200))
    }))
  })
}
