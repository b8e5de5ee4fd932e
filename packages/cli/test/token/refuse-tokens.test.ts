import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { refuseTokens } from '../../src/token/refuse-tokens.ts'
import { run } from '../test-terminal.ts'

const TOKEN = 'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwcyJ9.c2lnbmF0dXJl'
const ENCRYPTED = 'eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..aXY.Y2lwaGVydGV4dA.dGFn'

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256'] })
})
afterAll(async () => {
  await issuer.close()
})

describe('a token on the command line', () => {
  const explain = ['explain', '--issuer', 'https://a.example', '--audience', 'b']

  it.each([
    ['as an argument', [...explain, TOKEN]],
    ['as an argument of doctor', ['doctor', 'https://a.example', TOKEN]],
    ['as the issuer', ['doctor', TOKEN]],
    ['as a command', [TOKEN]],
    ['with its scheme', [...explain, `Bearer ${TOKEN}`]],
    ['encrypted', [...explain, ENCRYPTED]],
    ['as a second audience', [...explain, '--audience', TOKEN]],
    ['as a value after =', [...explain, `--audience=${TOKEN}`]],
    ['as a scope', ['init', '--scope', TOKEN]],
    ['as a choice', [...explain, '--algorithm', TOKEN]],
    ['as a file name', [...explain, '--token', TOKEN]],
    ['as value of an unknown option', [...explain, `--tokn=${TOKEN}`]]
  ])('is refused %s without repeating it', async (_, words) => {
    const { exitCode, output, errors } = await run(words, { input: TOKEN })
    expect({ exitCode, output }).toEqual({ exitCode: 64, output: '' })
    expect(errors).toContain('a token on the command line stays in the shell history')
    expect(errors).not.toMatch(/eyJ/)
  })

  it('is refused even if standard input has a valid one', async () => {
    const good = await issuer.issue()
    const words = ['explain', '--issuer', issuer.issuer, '--audience', issuer.audience]
    expect((await run([...words, good], { input: good })).exitCode).toBe(64)
    expect((await run(words, { input: good })).exitCode).toBe(0)
  })

  it.each([
    ['--insecure-token', TOKEN],
    [`--insecure-token=${TOKEN}`, '--json']
  ])('is accepted after %s', (...words) => {
    expect(() => refuseTokens(['explain', ...words])).not.toThrow()
  })

  it.each(['Directory.ReadWrite.All', 'payments.internal.example', 'sample-token.production.txt', '-', ''])(
    'is not confused with the word "%s"',
    (word) => {
      expect(() => refuseTokens(['doctor', '--scope', word])).not.toThrow()
    }
  )
})
