// Compiles `src` to `swc`, as `swc src -d swc` of @swc/cli does, which needs 300 packages for that.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { transformFileSync } from '@swc/core'

const { type } = JSON.parse(readFileSync('package.json', 'utf8'))

for (const name of readdirSync('src', { recursive: true, encoding: 'utf8' })) {
  if (!name.endsWith('.ts')) continue
  const { code } = transformFileSync(join('src', name), {
    module: { type: type === 'module' ? 'es6' : 'commonjs' }
  })
  const output = join('swc', name.replace(/\.ts$/, '.js'))
  mkdirSync(dirname(output), { recursive: true })
  writeFileSync(output, code)
}
