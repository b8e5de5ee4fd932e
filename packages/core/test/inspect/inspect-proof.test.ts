import { BAD_PROOF_KINDS, createDpopClient, createTestIssuer, type BadProofKind } from '@portcullis/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { inspectProof, type ProofRule } from '../../src/inspect/index.ts'

const URL_OF_REQUEST = 'https://api.example.test/messages?page=2'
const issuer = await createTestIssuer({ algorithms: ['ES256'] })
afterAll(() => issuer.close())
const client = await createDpopClient()
const accessToken = await issuer.issueBound(client)
const request = { url: URL_OF_REQUEST, accessToken }

const inspect = (proof: string, change: object = {}) =>
  inspectProof({
    proof,
    accessToken,
    method: 'GET',
    url: new URL(URL_OF_REQUEST),
    now: Date.now() / 1000,
    ...change
  })

/** The rules that a proof breaks, with the code of each. */
async function failuresOf(proof: string, change: object = {}): Promise<Partial<Record<ProofRule, string>>> {
  const rules = await inspect(proof, change)
  return Object.fromEntries(
    rules.flatMap(({ rule, failure }) => (failure === undefined ? [] : [[rule, failure.code]]))
  )
}

/** What of a proof each code is about. */
const RULE_OF: Partial<Record<BadProofKind, ProofRule>> = { criticalHeader: 'type', missingKey: 'key' }

describe('inspectProof', () => {
  it('passes a valid proof by every rule, in the order of RFC 9449 section 4.3', async () => {
    const rules = await inspect(await client.proof(request))
    expect(rules.map(({ rule }) => rule)).toEqual([
      'form',
      'claims',
      'type',
      'algorithm',
      'key',
      'signature',
      'method',
      'target',
      'time',
      'token',
      'binding'
    ])
    expect(rules.filter(({ verdict }) => verdict !== 'pass')).toEqual([])
  })

  it.each(BAD_PROOF_KINDS.filter(({ kind }) => kind !== 'empty'))(
    'finds the code of the bad proof "$kind"',
    async ({ kind, code }) => {
      const failures = await failuresOf(await client.badProof(kind, request))
      expect(Object.values(failures)).toContain(code)
      const rule = RULE_OF[kind]
      if (rule !== undefined) expect(failures[rule]).toBe(code)
    }
  )

  it('goes on after a rule that fails, and reaches no rule that builds on it', async () => {
    const changed = await client.proof({
      ...request,
      url: 'https://other.example.test/',
      method: 'POST',
      claims: { iat: 5 },
      header: { typ: 'JWT' }
    })
    expect(await failuresOf(changed)).toEqual({
      type: 'proof_type_mismatch',
      method: 'proof_method_mismatch',
      target: 'proof_target_mismatch',
      time: 'proof_expired'
    })
    const rules = await inspect('a.b')
    expect(rules.map(({ verdict }) => verdict)).toEqual(['fail', ...rules.slice(1).map(() => 'not_reached')])
    const withoutHash = await inspect(await client.badProof('missingTokenHash', request))
    expect(withoutHash.filter(({ verdict }) => verdict === 'not_reached').map(({ rule }) => rule)).toEqual([
      'method',
      'target',
      'time',
      'token'
    ])
  })

  it('compares with the token: its digest, and the key that it is bound to', async () => {
    const proof = await client.proof(request)
    const other = await createDpopClient()
    const ofOther = { accessToken: await issuer.issueBound(other) }
    expect(await failuresOf(proof, ofOther)).toEqual({
      token: 'proof_token_mismatch',
      binding: 'proof_key_mismatch'
    })
    const bearer = { accessToken: await issuer.issue() }
    expect(await failuresOf(proof, bearer)).toEqual({
      token: 'proof_token_mismatch',
      binding: 'token_not_bound'
    })
    const unknown = { accessToken: await issuer.issue({ claims: { cnf: { kid: 'x' } } }) }
    expect(await failuresOf(proof, unknown)).toMatchObject({ binding: 'confirmation_unsupported' })
    expect(await failuresOf(proof, { accessToken: 'opaque' })).toMatchObject({ binding: 'token_not_bound' })
  })

  it('compares with the clock: 300 seconds back and 30 ahead', async () => {
    const now = Math.floor(Date.now() / 1000)
    const proof = await client.proof({ ...request, claims: { iat: now } })
    expect(await failuresOf(proof, { now: now + 300 })).toEqual({})
    expect(await failuresOf(proof, { now: now + 301 })).toEqual({ time: 'proof_expired' })
    expect(await failuresOf(proof, { now: now - 30 })).toEqual({})
    const limited = await client.proof({ ...request, claims: { iat: now, exp: now + 60 } })
    expect(await failuresOf(limited, { now: now + 90 })).toEqual({ time: 'proof_expired' })
    expect(await failuresOf(proof, { now: now - 31 })).toEqual({ time: 'proof_issued_in_future' })
  })
})
