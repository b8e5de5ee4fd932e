import { createTestIssuer } from '@portcullis/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { run } from '../test-terminal.ts'

let token: string
beforeAll(async () => {
  await using issuer = await createTestIssuer()
  token = await issuer.issue()
})

const explain = (...words: string[]) => run(['explain', '--audience', 'a', ...words], { input: token })

describe('portcullis explain, for a host on plain http', () => {
  it.each([
    ['the issuer', ['--issuer', 'http://keycloak:8080/realms/shop'], 'keycloak:8080'],
    ['the issuer', ['--issuer', 'http://keycloak'], 'keycloak:80'],
    ['--jwks-uri', ['--issuer', 'adfs', '--jwks-uri', 'http://keys:8080/'], 'keys:8080']
  ])('names --allow-http if %s is %j', async (name, words, host) => {
    const { exitCode, errors } = await explain(...words)
    expect(exitCode).toBe(64)
    expect(errors).toContain(
      `${name} is plain http, which an API refuses: use https, or --allow-http ${host} `
    )
  })

  it.each([
    ['--issuer', 'http://127.0.0.1:1'],
    ['--issuer', 'http://keycloak.invalid:8080', '--allow-http', 'keycloak.invalid:8080'],
    ['--issuer', 'http://a/adfs', '--jwks-uri', 'http://keys.invalid:1/', '--allow-http', 'keys.invalid:1']
  ])('decides with %s %s', async (...words) => {
    const { exitCode, output, errors } = await explain(...words)
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: '' })
    expect(output).toContain('issuer_untrusted')
  })
})

it.each(['keycloak', 'http://keycloak:8080', 'Keycloak:8080', 'keycloak:8080/realms', ''])(
  '--allow-http "%s" is not a host with its port',
  async (host) => {
    const { exitCode, errors } = await run(['doctor', 'https://a.invalid', '--allow-http', host])
    expect(exitCode).toBe(64)
    expect(errors).toContain('It takes a host with its port, in lower case, such as keycloak:8080.')
  }
)
