import { mkdtemp } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { node } from './npm.ts'

interface BundleSettings {
  readonly bundler: 'esbuild' | 'webpack'
  /** The program, relative to its folder. */
  readonly program: string
  /** An installed project that has both bundlers. */
  readonly folder: string
  /** Where the bundle gets a folder of its own. */
  readonly parent: string
}

/** Bundles a program and all that it needs into one minified file for Node.js, in a folder of its own. */
export async function bundleWith(settings: BundleSettings): Promise<{ folder: string; file: string }> {
  const { bundler, program, folder, parent } = settings
  const output = await mkdtemp(join(parent, 'bundled-'))
  const file = `${basename(program).replace(/\..*/, '')}.cjs`
  const esbuild = [
    '--bundle',
    '--minify',
    '--platform=node',
    '--log-level=error',
    `--outfile=${join(output, file)}`
  ]
  await (bundler === 'esbuild'
    ? node(['node_modules/esbuild/bin/esbuild', program, ...esbuild], folder)
    : node(['tools/webpack.cjs', program, output, file], folder))
  return { folder: output, file }
}
