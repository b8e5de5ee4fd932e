import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { answering, claimsOf, hintOf, SECRET } from '../support/claims-schema.ts'
import { recordEvents } from '../support/record-events.ts'
import { ISSUER } from '../support/test-token.ts'

test('a hint names each path once and at most five, escaped', async () => {
  const names = ['a', 'a', 'b', 'c', 'd', 'e\n', 'f', 'g']
  const issues = names.map((name) => ({ message: SECRET, path: [{ key: name }, 0, Symbol('s')] }))
  expect(await hintOf(answering({ issues }), {})).toContain(
    'rejected "a.0.Symbol(s)", "b.0.Symbol(s)", "c.0.Symbol(s)", "d.0.Symbol(s)", "e\\n.0.Symbol(s)" and 2 more: '
  )
})

test.each([[[]], [[{ message: SECRET }]]])(
  'issues %j without a path reject the claims as a whole',
  async (issues) => {
    expect(await hintOf(answering({ issues }), {})).toContain('rejected the claims as a whole:')
  }
)

test('the event of a rejected token has issuer and client, and no value', async () => {
  const events = recordEvents()
  await hintOf(z.object({ tenant: z.literal('acme') }), { tenant: SECRET })
  const refused = events.filter(({ type: name }) => name === 'request_refused')
  expect(refused).toMatchObject([{ code: 'claims_rejected', issuer: ISSUER, clientId: 'client-1' }])
  expect(JSON.stringify(events)).not.toContain(SECRET)
})

describe('a schema that breaks the specification never admits', () => {
  test.each([undefined, null, true, {}, { value: null }, { value: 'text' }, { value: [] }, { issues: null }])(
    'by answering %j',
    async (answer) => {
      await expect(claimsOf(answering(answer))).rejects.toThrow(TypeError)
    }
  )

  test('by throwing', async () => {
    const claims = z.object({}).transform(() => {
      throw new RangeError('a defect of the schema')
    })
    await expect(claimsOf(claims)).rejects.toThrow(RangeError)
  })
})
