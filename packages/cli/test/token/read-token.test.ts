import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Terminal } from '../../src/terminal/terminal.ts'
import { decodeToken } from '../../src/token/decode-token.ts'
import { readToken } from '../../src/token/read-token.ts'
import { scopesOf } from '../../src/token/scopes-of.ts'

const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwcyJ9.c2lnbmF0dXJl'

function piped(text: string): Terminal {
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

  it('says which file it cannot read', async () => {
    await expect(readToken({ token: 'nowhere.txt' }, piped(''))).rejects.toThrow(
      'cannot read the file "nowhere.txt"'
    )
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
