import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDpopClient, createTestIssuer } from '@portcullis/testing'
import { afterAll, describe, expect, it } from 'vitest'
import type { Explanation } from '../../src/explain/explain-token.ts'
import { run } from '../test-terminal.ts'

const AUDIENCE = 'https://api.example.com'
const URL_OF_REQUEST = 'https://api.example.com/v1/orders?page=2'

const issuer = await createTestIssuer({ algorithms: ['ES256'], audience: AUDIENCE })
const folder = mkdtempSync(join(tmpdir(), 'portcullis-proof-'))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await issuer.close()
})
const client = await createDpopClient()
const accessToken = await issuer.issueBound(client)
const request = { url: URL_OF_REQUEST, accessToken }
const SETTINGS = ['explain', '--issuer', issuer.issuer, '--audience', AUDIENCE]

function write(name: string, text: string): string {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

async function explained(proof: string, ...more: readonly string[]) {
  const words = [...SETTINGS, '--proof', write('proof.txt', proof), '--url', URL_OF_REQUEST, ...more]
  const { output, exitCode } = await run(words, { input: accessToken, columns: 80 })
  for (const secret of [accessToken, proof, ...proof.split('.'), client.publicJwk.x ?? ''])
    if (secret.length > 20) expect(output).not.toContain(secret)
  return { exitCode, text: output.replaceAll(/\s+/g, ' ') }
}

describe('portcullis explain --proof', () => {
  it('accepts a token with its proof, and lists every rule', async () => {
    const { text, exitCode } = await explained(await client.proof(request))
    expect(exitCode).toBe(0)
    expect(text).toContain('portcullis explain accepted')
    expect(text).toMatch(/DPoP proof ✔ form one JWT ✔ claims .* ✔ binding the token is bound to that key/)
    expect(text).toContain('Not checked: whether the proof was used before')
  })

  it('reads a whole header line', async () => {
    expect((await explained(`DPoP: ${await client.proof(request)}\n`)).exitCode).toBe(0)
  })

  it('explains each rule that a proof breaks, with the hint of the API', async () => {
    const proof = await client.proof({
      url: 'https://api.example.com/orders',
      accessToken,
      claims: { iat: 5 }
    })
    const { text, exitCode } = await explained(proof, '--method', 'POST')
    expect(exitCode).toBe(2)
    expect(text).toContain('refused: proof_method_mismatch (401)')
    expect(text).toMatch(/✖ method the DPoP proof is for another method → "htm" of the proof is not/)
    expect(text).toMatch(/✖ target .* → "htu" of the proof is not .*"publicUrl"/)
    expect(text).toMatch(/✖ time the DPoP proof is too old → .*? docs: \/errors#proof_expired ✔ token/)
    expect(text).toMatch(/✔ token "ath" is the digest of the token ✔ binding/)
  })

  it('explains a proof of another key: the token was stolen, or the client made a new key', async () => {
    const thief = await createDpopClient()
    const { text } = await explained(await thief.proof(request))
    expect(text).toContain('refused: proof_key_mismatch (401)')
    expect(text).toMatch(/✖ binding it is not bound to the key of the proof → /)
  })

  it('says what is not reached if the proof is not a JWT', async () => {
    const { text } = await explained('not a JWT')
    expect(text).toMatch(/✖ form .* · claims not reached .* · binding not reached/)
  })

  it('prints rules, codes and hints as JSON', async () => {
    const proof = await client.proof({ ...request, header: { typ: 'JWT' } })
    const words = [...SETTINGS, '--proof', write('proof.txt', proof), '--url', URL_OF_REQUEST, '--json']
    const { output } = await run(words, { input: accessToken })
    const { proof: rules = [], refusal } = JSON.parse(output) as Explanation
    expect(refusal?.code).toBe('proof_type_mismatch')
    expect(rules.filter(({ verdict }) => verdict === 'fail')).toMatchObject([
      { rule: 'type', code: 'proof_type_mismatch', hint: expect.stringContaining('dpop+jwt') as unknown }
    ])
    expect(output).not.toContain(client.thumbprint)
  })

  it('reads the proof from standard input if the token comes from a file', async () => {
    const words = [
      ...SETTINGS,
      '--token',
      write('token.txt', accessToken),
      '--proof',
      '-',
      '--url',
      URL_OF_REQUEST
    ]
    expect((await run(words, { input: await client.proof(request) })).exitCode).toBe(0)
    expect((await run(words, { input: ' ' })).exitCode).toBe(64)
  })

  it.each([
    { problem: 'no URL', more: [] },
    { problem: 'a URL that is not http', more: ['--url', 'mailto:a@b.example'] }
  ])('is wrong usage with $problem', async ({ more }) => {
    const file = write('proof.txt', await client.proof(request))
    const { exitCode, errors } = await run([...SETTINGS, '--proof', file, ...more], { input: accessToken })
    expect([exitCode, errors]).toEqual([64, expect.stringContaining('--proof needs --url')])
  })

  it('is wrong usage if token and proof both come from standard input, or no such file exists', async () => {
    for (const file of ['-', join(folder, 'none.txt')]) {
      const words = [...SETTINGS, '--proof', file, '--url', URL_OF_REQUEST]
      const { exitCode, errors } = await run(words, { input: accessToken })
      expect([exitCode, errors]).toEqual([64, expect.stringMatching(/standard input|--proof names/)])
    }
  })

  it('refuses a proof on the command line, and repeats nothing of it', async () => {
    const proof = await client.proof(request)
    const words = [...SETTINGS, '--proof', proof, '--url', URL_OF_REQUEST]
    const { exitCode, errors } = await run(words, { input: accessToken })
    expect(exitCode).toBe(64)
    expect(errors).not.toContain(proof.slice(0, 40))
  })
})
