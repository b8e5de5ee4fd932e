import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UsageError } from '../../src/terminal/usage-error.ts'
import type { Terminal } from '../../src/terminal/terminal.ts'
import { readToken } from '../../src/token/read-token.ts'

const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwcyJ9.c2lnbmF0dXJl'

function piped(text: string | Buffer): Terminal {
  return {
    input: Readable.from([text]),
    output: new PassThrough(),
    errors: new PassThrough(),
    environment: {}
  }
}

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'portcullis-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})

describe('readToken', () => {
  it.each([
    ['alone', TOKEN],
    ['with a line end', `${TOKEN}\n`],
    ['with its scheme', `Bearer ${TOKEN}`],
    ['as a whole header line', `authorization: bearer ${TOKEN}\r\n`],
    ['in a token response', JSON.stringify({ access_token: TOKEN, id_token: 'x.y.z', token_type: 'Bearer' })]
  ])('reads a token %s', async (_, text) => {
    expect(await readToken({ token: '-' }, piped(text))).toBe(TOKEN)
  })

  it('reads a file', async () => {
    const name = join(folder, 'token.txt')
    await writeFile(name, `${TOKEN}\n`)
    expect(await readToken({ token: name }, piped(''))).toBe(TOKEN)
  })

  it.each([
    ['UTF-16, as PowerShell writes it', Buffer.from(`\uFEFF${TOKEN}\r\n`, 'utf16le')],
    ['UTF-16, the higher byte first', Buffer.from(`\uFEFF${TOKEN}\r\n`, 'utf16le').swap16()],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${TOKEN}\r\n`)]
  ])('reads a file in %s', async (_, bytes) => {
    const name = join(folder, 'encoded.txt')
    await writeFile(name, bytes)
    expect(await readToken({ token: name }, piped(''))).toBe(TOKEN)
    expect(await readToken({ token: '-' }, piped(bytes))).toBe(TOKEN)
  })

  it('returns undefined if no source is named', async () => {
    expect(await readToken({}, piped(TOKEN))).toBeUndefined()
  })

  it('refuses a token instead of a file name without repeating it', async () => {
    const refusal = await readToken({ token: TOKEN }, piped('')).catch((error: unknown) => error)
    expect(String(refusal)).toMatch(/shell history.*--token - < token\.txt.*--insecure-token/)
    expect(String(refusal)).not.toContain(TOKEN)
  })

  it('returns the token of --insecure-token', async () => {
    expect(await readToken({ insecureToken: TOKEN }, piped(''))).toBe(TOKEN)
  })

  it.each([
    ['a name', 'nowhere.txt', 'ENOENT'],
    ['an opaque token', 'gho_16C7e42F292c6912E7710c838347Ae178B4a', 'ENOENT'],
    ['the first two parts of a JWT', TOKEN.split('.').slice(0, 2).join('.'), 'ENOENT'],
    ['a folder', tmpdir(), 'EISDIR']
  ])('names the error code, not the name, if it cannot read %s', async (_, token, code) => {
    const refusal = await readToken({ token }, piped('')).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(UsageError)
    expect(String(refusal)).toContain(`cannot read the file that --token names (${code})`)
    expect(String(refusal)).not.toContain(token)
  })

  it.each([
    [
      'without an access token',
      { id_token: 'x.y.z', refresh_token: 'secret' },
      /JSON without "access_token"; pass/
    ],
    ['with an object as access token', { access_token: { secret: 1 } }, /JSON without "access_token"; pass/],
    ['with an error', { error: 'invalid_client' }, /without "access_token", with the error "invalid_client"/],
    ['with an unknown error', { error: 'secret' }, /JSON without "access_token"; pass/]
  ])('refuses a token response %s without repeating it', async (_, response, complaint) => {
    const pasted = JSON.stringify(response)
    const refusal = await readToken({ token: '-' }, piped(pasted)).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(UsageError)
    expect(String(refusal)).toMatch(complaint)
    expect(String(refusal)).not.toContain('secret')
  })

  it('refuses a truncated token response', async () => {
    const pasted = '{"refresh_token":"secret","access_tok'
    await expect(readToken({ token: '-' }, piped(pasted))).rejects.toThrow('JSON without "access_token"')
  })

  it('refuses input without a token', async () => {
    await expect(readToken({ token: '-' }, piped(' \n'))).rejects.toThrow('the input has no token')
  })
})
