import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UsageError } from '../../src/commands/usage-error.ts'
import type { Terminal } from '../../src/terminal/terminal.ts'
import { decodeToken } from '../../src/token/decode-token.ts'
import { readToken } from '../../src/token/read-token.ts'
import { scopesOf } from '../../src/token/scopes-of.ts'

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

  it('has none when none is named', async () => {
    expect(await readToken({}, piped(TOKEN))).toBeUndefined()
  })

  it('refuses a token in the place of a file name, says why, and does not repeat it', async () => {
    const refusal = await readToken({ token: TOKEN }, piped('')).catch((error: unknown) => error)
    expect(String(refusal)).toMatch(/shell history.*--token - < token\.txt.*--insecure-token/)
    expect(String(refusal)).not.toContain(TOKEN)
  })

  it('takes it from those who insist', async () => {
    expect(await readToken({ insecureToken: TOKEN }, piped(''))).toBe(TOKEN)
  })

  it.each([
    ['a name', 'nowhere.txt', 'ENOENT'],
    ['an opaque token', 'gho_16C7e42F292c6912E7710c838347Ae178B4a', 'ENOENT'],
    ['the first two parts of a JWT', TOKEN.split('.').slice(0, 2).join('.'), 'ENOENT'],
    ['a folder', tmpdir(), 'EISDIR']
  ])('says why it cannot read the file that is %s, and does not repeat it', async (_, token, code) => {
    const refusal = await readToken({ token }, piped('')).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(UsageError)
    expect(String(refusal)).toContain(`cannot read the file that --token names (${code})`)
    expect(String(refusal)).not.toContain(token)
  })

  it.each([
    [
      'without an access token',
      { id_token: 'x.y.z', refresh_token: 'secret' },
      /no "access_token" in it; give/
    ],
    ['with another kind of it', { access_token: { secret: 1 } }, /no "access_token" in it; give/],
    ['with an error', { error: 'invalid_client' }, /no "access_token" but the error "invalid_client"/],
    ['with a strange error', { error: 'secret' }, /no "access_token" in it; give/]
  ])('refuses a token response %s, and does not repeat it', async (_, response, complaint) => {
    const pasted = JSON.stringify(response)
    const refusal = await readToken({ token: '-' }, piped(pasted)).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(UsageError)
    expect(String(refusal)).toMatch(complaint)
    expect(String(refusal)).not.toContain('secret')
  })

  it('refuses a token response that was cut off', async () => {
    const pasted = '{"refresh_token":"secret","access_tok'
    await expect(readToken({ token: '-' }, piped(pasted))).rejects.toThrow('no "access_token" in it')
  })

  it('says that there was nothing to read', async () => {
    await expect(readToken({ token: '-' }, piped(' \n'))).rejects.toThrow('there is no token')
  })
})

describe('decodeToken', () => {
  it.each([
    [TOKEN, 'jws'],
    ['a.b.c.d.e', 'opaque'],
    [`${TOKEN}.x.y`, 'jwe'],
    ['ory_at_abc.def', 'opaque'],
    ['ya29.a0Af', 'opaque'],
    ['a.b.c', 'malformed'],
    ['e30.W10.x', 'malformed'],
    ['e30+.e30.x', 'malformed']
  ])('calls %s %s', (token, form) => {
    expect(decodeToken(token).form).toBe(form)
  })
})

describe('scopesOf', () => {
  it('puts "scope" and "scp" together, strings and lists, each once', () => {
    expect(scopesOf({ scope: 'a  b', scp: ['b', 'c d', 1] })).toEqual(['a', 'b', 'c', 'd'])
    expect(scopesOf({})).toEqual([])
  })
})
