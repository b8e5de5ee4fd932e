import { join } from 'node:path'
import { rolldown } from 'rolldown'

interface Bundled {
  /** The program, relative to its folder. */
  readonly file: string
  /** What it still imports. */
  readonly imports: readonly string[]
}

/** Bundles a program of an installed project, its packages included, as for a runtime that is not Node.js. */
export async function bundleForOtherRuntimes(folder: string, program: string): Promise<Bundled> {
  const file = `bundled-${program}`
  const bundle = await rolldown({
    cwd: folder,
    input: join(folder, program),
    platform: 'neutral',
    external: /^node:/,
    resolve: { conditionNames: ['import', 'default'] }
  })
  try {
    const { output } = await bundle.write({ file: join(folder, file), codeSplitting: false })
    return { file, imports: output.flatMap((each) => (each.type === 'chunk' ? each.imports : [])) }
  } finally {
    await bundle.close()
  }
}
