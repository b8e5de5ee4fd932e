import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ROOT } from './start-program.ts'

const folder = mkdtempSync(join(tmpdir(), 'portcullis-start-'))
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
afterAll(() => rmSync(folder, { recursive: true }))

test.each([
  ['requireAuth of Express', "require('@portcullis/express').requireAuth({ audience: 'api' })"],
  ['createProtectedResource', "require('@portcullis/core').createProtectedResource({ audience: 'api' })"]
])(
  'a mistake in the options of %s ends the program with the message first, and no line of a bundle',
  (_, code) => {
    const file = join(folder, 'api.cjs')
    writeFileSync(file, code)
    const environment = { ...process.env, OAUTH_ISSUER: undefined, OAUTH_AUDIENCE: undefined }
    const { status, stderr } = spawnSync(process.execPath, [file], { env: environment, encoding: 'utf8' })
    expect(status).toBe(1)
    expect(stderr.trimStart()).toMatch(/^ConfigurationError: option "issuer" is required: /)
    expect(stderr).not.toContain('throw ')
  }
)
