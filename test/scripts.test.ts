import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')

const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
const page = read('CONTRIBUTING.md')

/** npm runs the script `prestart` before `start`. */
const isPrologue = (name: string) =>
  name.startsWith('pre') && Object.hasOwn(scripts, name.slice('pre'.length))

test('CONTRIBUTING.md explains each script of package.json, and no other one', () => {
  const [, table = ''] = page.split('\n## Scripts\n')
  const explained = [...table.matchAll(/^\| `([^`]+)` +\| \S/gmu)].map(([, name = '']) => name)
  const names = Object.keys(scripts).filter((name) => !isPrologue(name))
  expect(explained.toSorted()).toEqual(names.toSorted())
})

test('CONTRIBUTING.md names each script that npm runs before another one', () => {
  for (const name of Object.keys(scripts).filter(isPrologue)) expect(page).toContain(`\`${name}\``)
})

test('each command in CONTRIBUTING.md and REVIEW.md that runs a script names one that exists', () => {
  const text = page + read('REVIEW.md') + read('README.md')
  const run = [...text.matchAll(/npm run ([\w:-]+)/gu)].map(([, name = '']) => name)
  expect(run.filter((name) => !Object.hasOwn(scripts, name))).toEqual([])
})
