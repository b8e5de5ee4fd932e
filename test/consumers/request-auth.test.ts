import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { installProject } from './install-project.ts'
import { node } from './npm.ts'

let folder: string

beforeAll(async () => {
  folder = await installProject('request-auth')
})

/** Checks a file of the project, and the declarations of all libraries. */
async function compile(...files: string[]): Promise<string> {
  const options = '--target es2022 --lib es2023,dom,dom.iterable --module nodenext --types node --strict'
  const compiler = join(folder, 'node_modules/typescript/bin/tsc')
  return node([compiler, ...options.split(' '), '--noEmit', '--pretty', 'false', ...files], folder)
}

describe('a program in which Request.auth belongs to another library', () => {
  test.each([
    { file: 'mcp.ts', library: 'requireBearerAuth of the MCP SDK' },
    { file: 'jwt-bearer.ts', library: 'express-oauth2-jwt-bearer' },
    { file: 'own.ts', library: 'the application itself' }
  ])('compiles without skipLibCheck by one setting: $library', async ({ file }) => {
    expect(await compile(file, 'settings.d.ts')).toBe('')
  })

  test('does not compile without the setting', async () => {
    await expect(compile('own.ts')).rejects.toThrow(
      "error TS2430: Interface 'Request' incorrectly extends interface 'AuthenticatedRequest'"
    )
  })
})
