import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { BAD_EVENT_TOKEN_KINDS, BAD_PROOF_KINDS, BAD_TOKEN_KINDS } from '../src/index.ts'
import type { FaultKind } from '../src/index.ts'
import { isFaultKind } from '../src/faults/apply-fault.ts'

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const readme = read('README.md')

/** The snippets of the page, each with the region of a tested file that it was taken from. */
const snippets = [...readme.matchAll(/<!-- (\S+)#(\S+) -->\n+```ts\n(.*?)```/gs)].map(
  ([, path = '', region = '', text = '']) => ({ path, region, text })
)

function regionOf(path: string, region: string): string {
  const [, text = ''] = new RegExp(`// #region ${region}\\n(.*?) *// #endregion`, 's').exec(read(path)) ?? []
  const indent = /^ */.exec(text)?.[0] ?? ''
  return text.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
}

/** The first cells of the rows of the table that has this first heading. */
function rowsOf(heading: string): string[][] {
  const lines = readme.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${heading} `))
  const rows = lines.slice(start + 2)
  return rows
    .slice(
      0,
      rows.findIndex((line) => !line.startsWith('|'))
    )
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', ''))
    )
}

describe('the README', () => {
  it('has snippets, and no code block that is not one', () => {
    expect(snippets).toHaveLength(7)
    expect(readme.match(/```ts\n/g)).toHaveLength(snippets.length)
  })

  it.each(snippets)('shows $path#$region as it is tested', ({ path, region, text }) => {
    expect(text).toBe(regionOf(path, region))
    expect(text.length).toBeGreaterThan(100)
  })

  it('lists every bad token as the table has it', () => {
    expect(rowsOf('kind')).toEqual(BAD_TOKEN_KINDS.map(({ kind, code, summary }) => [kind, code, summary]))
  })

  it('lists every bad event token as the table has it', () => {
    expect(rowsOf('event token')).toEqual(
      BAD_EVENT_TOKEN_KINDS.map(({ kind, code, summary }) => [kind, code, summary])
    )
  })

  it('lists every bad proof as the table has it', () => {
    expect(rowsOf('proof')).toEqual(BAD_PROOF_KINDS.map(({ kind, code, summary }) => [kind, code, summary]))
  })

  it('lists every fault there is', () => {
    const kinds = rowsOf('`kind`').map(([kind = '']) => kind)
    const every: Record<FaultKind, true> = {
      reset: true,
      hang: true,
      delay: true,
      wait: true,
      drip: true,
      cutOff: true,
      huge: true,
      gzipBomb: true,
      html: true,
      truncated: true,
      body: true,
      status: true,
      headers: true,
      redirect: true,
      members: true,
      wrongIssuer: true,
      issuerWithSlash: true,
      insecureJwksUri: true,
      emptySet: true,
      keysMissing: true,
      keysNotArray: true,
      badKeys: true,
      noUsableKey: true,
      keysWithoutKid: true
    }
    expect(kinds).toEqual(Object.keys(every))
    for (const kind of kinds) expect(isFaultKind(kind), kind).toBe(true)
  })
})
