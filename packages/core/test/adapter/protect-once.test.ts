import { createProtectedResource, requireScopes } from '@portcullis/core'
import type { Guard, ProtectedResourceOptions } from '@portcullis/core'
import { protect, protectOnce } from '@portcullis/core/adapter'
import { createDpopClient, createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest'

let issuer: TestIssuer
beforeAll(async () => {
  issuer = await createTestIssuer({ algorithms: ['ES256'] })
})
afterAll(() => issuer.close())

const publicUrl = 'https://api.example.com'
const url = `${publicUrl}/graphql`

function open(change: Partial<ProtectedResourceOptions> = {}) {
  const protectedResource = createProtectedResource({ ...issuer.options, publicUrl, dpop: true, ...change })
  onTestFinished(() => protectedResource.close())
  const decide = (subject: object, headers: Record<string, string>, guard?: Guard) =>
    new Promise<unknown>((resolve) => {
      protect(
        protectOnce({ protectedResource, guard }, subject),
        { method: 'POST', url: '/graphql', headers },
        {
          enter: ({ context }) => resolve(context?.subject),
          answer: (_, refusal) => resolve(refusal?.code),
          fail: resolve
        }
      )
    })
  return { protectedResource, decide }
}

async function bound(claims: Record<string, unknown> = {}) {
  const client = await createDpopClient()
  const accessToken = await issuer.issueBound(client, { claims: { sub: 'ada', ...claims } })
  return client.headers({ url, method: 'POST', accessToken })
}

it('one proof is enough for all decisions about one subject, guards included, and for no other subject', async () => {
  const { decide } = open()
  const headers = await bound()
  const subject = {}
  const guard = requireScopes('orders:read')
  const decisions = [decide(subject, headers), decide(subject, headers, guard), decide(subject, headers)]
  expect(await Promise.all(decisions)).toEqual(['ada', 'scope_insufficient', 'ada'])
  expect(await decide(subject, headers)).toBe('ada')
  expect(await decide({}, headers)).toBe('proof_replayed')
})

it('another protected resource authenticates the subject for itself', async () => {
  const subject = {}
  const headers = await bound()
  expect(await open().decide(subject, headers)).toBe('ada')
  expect(await open().decide(subject, headers)).toBe('ada')
})

it('a subject whose proof is invalid is refused each time', async () => {
  const { decide } = open()
  const { authorization } = await bound()
  const subject = {}
  const decisions = [1, 2].map(() => decide(subject, { authorization, dpop: 'invalid' }))
  expect(await Promise.all(decisions)).toEqual(['proof_malformed', 'proof_malformed'])
})

it('a bound caller is refused after the token expired', async () => {
  const { decide } = open()
  const headers = await bound({ exp: Math.floor(Date.now() / 1000) + 60 })
  const subject = {}
  expect(await decide(subject, headers)).toBe('ada')
  vi.useFakeTimers({ now: Date.now() + 400_000, toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  expect(await decide(subject, headers)).toBe('token_expired')
})

it('a bound token that is revoked is refused from the next decision on', async () => {
  const { decide, protectedResource } = open()
  const headers = await bound()
  const subject = {}
  expect([await decide(subject, headers), await decide(subject, headers)]).toEqual(['ada', 'ada'])
  await protectedResource.revoke({ issuer: issuer.issuer, subject: 'ada' })
  expect(await decide(subject, headers)).toBe('token_revoked')
})

it('isRevoked is called for each decision about a bound token', async () => {
  const answers = [false, false, true]
  const { decide } = open({ isRevoked: () => answers.shift() ?? true })
  const headers = await bound()
  const subject = {}
  const decisions = [1, 2, 3].map(() => () => decide(subject, headers))
  const outcomes: unknown[] = []
  for (const each of decisions) outcomes.push(await each())
  expect(outcomes).toEqual(['ada', 'ada', 'token_revoked'])
})

it('a bearer token is admitted again each time: it is refused once it is revoked', async () => {
  const { decide, protectedResource } = open()
  const accessToken = await issuer.issue({ claims: { sub: 'ada' } })
  const headers = { authorization: `Bearer ${accessToken}` }
  const subject = {}
  expect([await decide(subject, headers), await decide(subject, headers)]).toEqual(['ada', 'ada'])
  await protectedResource.revoke({ accessToken })
  expect(await decide(subject, headers)).toBe('token_revoked')
})
