import { createTestIssuer } from '@portcullis/testing'
import { describe, expect, it } from 'vitest'
import { startAuthorizationServer } from '../authorization-server.ts'
import { run } from '../test-terminal.ts'

describe('a repeatable option', () => {
  it('does not include the issuer after its value', async () => {
    await using server = await startAuthorizationServer()
    const words = ['doctor', '--needs', 'dpop', '--scope', 'read:messages', server.origin, '--json']
    const { output, exitCode } = await run(words)
    expect(JSON.parse(output)).toMatchObject({ issuer: server.origin, exitCode })
  })

  it('does not include a superfluous argument, which exits with 64', async () => {
    const words = ['explain', '--issuer', 'https://a.example', '--audience', 'b', 'c']
    const { exitCode, errors } = await run(words)
    expect(exitCode).toBe(64)
    expect(errors).toContain('too many arguments')
  })

  it('collects the values of each use', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'] })
    const words = ['explain', '--issuer', issuer.issuer, '--audience', 'other', '--audience', issuer.audience]
    const more = ['--algorithm', 'RS256', '--algorithm', 'ES256', '--scope', 'read', '--scope', 'write']
    const { output } = await run([...words, ...more, '--json'], { input: await issuer.issue() })
    expect(JSON.parse(output)).toMatchObject({
      refusal: { code: 'scope_insufficient' },
      scopes: { required: ['read', 'write'] }
    })
  })

  it('exits with 64 for a value that is not among its choices', async () => {
    const { exitCode, errors } = await run([
      'doctor',
      'https://a.example',
      '--needs',
      'dpop',
      '--needs',
      'tls'
    ])
    expect(exitCode).toBe(64)
    expect(errors).toContain('Allowed choices are dpop, mtls, step-up')
  })
})
