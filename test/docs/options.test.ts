import { readFileSync } from 'node:fs'
import { createProtectedResource } from '@portcullis/core'
import { createTestIssuer } from '@portcullis/testing'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { RESOURCE_ROWS } from '../../packages/core/src/options/option-rows.ts'
import { parseSource } from '../architecture/source.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

const page = read('docs/options.md')

/** Name and default of each row of the table of options. */
const rows = page
  .slice(page.indexOf('| option '))
  .split('\n\n', 1)
  .flatMap((table) => table.split('\n').slice(2))
  .map((row) => row.split('|').map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')))
  .map(([, name = '', defaultValue = '']) => ({ name, defaultValue }))

/** The defaults that the doc comments state as a value. */
const statedDefaults = parseSource(
  'options.ts',
  read('packages/core/src/options/protected-resource-options.ts')
)
  .tree.statements.filter(ts.isInterfaceDeclaration)
  .flatMap(({ members }) => members.filter(ts.isPropertySignature))
  .flatMap((member) => {
    const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === 'default')
    const stated = tag === undefined ? undefined : ts.getTextOfJSDocComment(tag.comment)
    const isValue = stated !== undefined && /^(['[\d]|true|false)/.test(stated)
    return isValue ? [{ name: member.name.getText(), defaultValue: stated }] : []
  })

describe('the table of options', () => {
  it('has every option there is, and none besides', () => {
    const names = rows.map(({ name }) => name)
    expect(names.toSorted()).toEqual(Object.keys(RESOURCE_ROWS).toSorted())
  })

  it('says the defaults that the doc comments say', () => {
    expect(statedDefaults.length).toBeGreaterThan(8)
    for (const stated of statedDefaults) expect(rows).toContainEqual(stated)
  })

  it('says which options are required', async () => {
    const issuer = await createTestIssuer()
    for (const { name } of rows.filter(({ defaultValue }) => defaultValue === 'required')) {
      expect(() => createProtectedResource({ ...issuer.options, [name]: undefined })).toThrow(
        `option "${name}" is required`
      )
    }
    await createProtectedResource(issuer.options).close()
    await issuer.close()
  })
})
