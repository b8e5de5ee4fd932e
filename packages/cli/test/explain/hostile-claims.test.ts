import { createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run } from '../test-terminal.ts'

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256'] })
})
afterAll(async () => {
  await issuer.close()
})

const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)

/** A token with a claim as JSON text, because no value serializes to `1e999`; its signature is invalid. */
async function tokenWith(claim: string, json: string): Promise<string> {
  const [header = '', claims = '', signature = ''] = (await issuer.issue()).split('.')
  const { [claim]: _, ...others } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<
    string,
    unknown
  >
  const text = `${JSON.stringify(others).slice(0, -1)},"${claim}":${json}}`
  return [header, Buffer.from(text).toString('base64url'), signature].join('.')
}

async function fate(words: readonly string[], token: string) {
  const { exitCode, output, errors } = await run(words, { input: token })
  return { exitCode, errors, text: output.replaceAll(/\s+/g, ' ') }
}

describe('portcullis explain on a hostile token', () => {
  it.each([
    ['exp', '1e999', '1e999', 'exp too large: a date must be a finite number'],
    ['exp', '-1e999', '-1e999', 'exp too small: a date must be a finite number'],
    ['iat', '-1e999', '-1e999', 'iat too small: a date must be a finite number'],
    ['exp', '-1e308', '-1e308', 'it expired in the distant past'],
    ['nbf', '1e308', '1e308', 'milliseconds? A date is in seconds'],
    ['aud', 'lists in lists', nested(9000), 'aud a list of 1'],
    ['exp', 'lists in lists', nested(9000), 'exp a list of 1: a date must be a number'],
    ['aud', '21 lists in one another', nested(21), 'aud a list of 1'],
    ['aud', '20 lists in one another', nested(20), `aud ${nested(20)}`]
  ])('exits with 2 and describes "%s" with %s', async (claim, _, json, says) => {
    const words = ['explain', '--issuer', issuer.issuer, '--audience', issuer.audience]
    const { exitCode, errors, text } = await fate(words, await tokenWith(claim, json))
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: '' })
    expect(text).toContain(says)
  })
})

describe('portcullis doctor with a hostile token', () => {
  it.each([
    ['exp', '1e999', '1e999', /X-31 Form and lifetime wrong type: exp.*X-34 Required claims wrong type: exp/],
    [
      'exp',
      '-1e999',
      '-1e999',
      /X-31 Form and lifetime wrong type: exp.*X-34 Required claims wrong type: exp/
    ],
    ['exp', '1e308', '1e308', /X-31 Form and lifetime it is valid for an endless time/],
    ['iat', '1e999', '1e999', /X-34 Required claims wrong type: iat/],
    ['iss', 'lists in lists', nested(9000), /X-35 Issuer of the token "iss" is missing or not a string/],
    [
      'iss',
      'an object without its methods',
      '{"toString":null}',
      /X-35 Issuer of the token "iss" is missing or not a string/
    ]
  ])('exits with 2 and a finding about "%s" with %s', async (claim, _, json, says) => {
    const words = ['doctor', issuer.issuer, '--token', '-']
    const { exitCode, errors, text } = await fate(words, await tokenWith(claim, json))
    expect({ exitCode, errors }).toEqual({ exitCode: 2, errors: '' })
    expect(text).toMatch(says)
    expect(text).not.toMatch(/Infinity|NaN/)
  })
})
