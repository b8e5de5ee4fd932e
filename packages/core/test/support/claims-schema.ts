import { expect } from 'vitest'
import type { ClaimsSchema } from '../../src/index.ts'
import { refusalOf } from './refusal-of.ts'
import { openStaticResource, requestWith } from './static-resource.ts'
import { validClaims } from './test-token.ts'

/** The value of a claim, which nothing may show. */
export const SECRET = 'secret-value-of-a-claim'

/** What the option `claims` takes. */
export type Schema = ClaimsSchema<Portcullis.AccessTokenClaims & object>

/** A schema by hand: it answers what the test says. */
export function answering(answer: unknown): Schema {
  return { '~standard': { version: 1, vendor: 'test', validate: () => answer as { value: object } } }
}

/** The claims that a handler sees. */
export async function claimsOf(claims: Schema, change: object = {}) {
  const { resource, sign } = openStaticResource({ claims })
  return (await resource.authenticate(requestWith(await sign({ claims: validClaims(change) })))).claims
}

/** The hint of a refused token. */
export async function hintOf(claims: Schema, change: object) {
  const { resource, sign } = openStaticResource({ claims })
  const token = await sign({ claims: validClaims(change) })
  const error = await refusalOf(() => resource.authenticate(requestWith(token)))
  expect(error).toMatchObject({ code: 'claims_rejected', status: 401, oauthError: 'invalid_token' })
  expect(JSON.stringify({ ...error, answer: resource.answer(error) })).not.toContain(SECRET)
  return error.hint
}
