import { samples } from '../../sample-tokens/samples.ts'
import { createSigningKey, type SigningKey } from '../../tokens/signing-key.ts'
import { signToken } from '../../tokens/sign-token.ts'

/** Header and claims of an access token as a provider issues them. */
export interface TokenShape {
  readonly header: { readonly alg: string; readonly kid?: string }
  readonly payload: Readonly<Record<string, unknown>>
}

const keys = new Map<string, SigningKey>()

/** The key of an algorithm, the same for all providers. */
export function keyFor({ header: { alg, kid = '1' } }: TokenShape): SigningKey {
  const key = keys.get(alg) ?? createSigningKey(alg, kid)
  keys.set(alg, key)
  return { ...key, kid, publicJwk: { ...key.publicJwk, kid } }
}

/** Returns a sample of the fixture, for the host names of the documents. */
export function shapeOf(provider: string, name: string): TokenShape {
  const sample = samples.find((each) => each.provider === provider && each.name === name)
  if (sample === undefined) throw new Error(`there is no sample "${name}" of ${provider}`)
  const { header, payload } = sample
  return JSON.parse(
    JSON.stringify({ header, payload }).replaceAll('example.test', 'example.com')
  ) as TokenShape
}

/** Issues a token of a shape now: its dates move, and what lies between them stays. */
export function issue(shape: TokenShape, change: object = {}): string {
  const issuedAt = Number(shape.payload['iat'] ?? 0)
  const shift = Math.floor(Date.now() / 1000) - issuedAt
  const moved = Object.entries(shape.payload).map(([name, value]): [string, unknown] => [
    name,
    DATES.has(name) && typeof value === 'number' ? value + shift : value
  ])
  return signToken(shape.header, { ...Object.fromEntries(moved), ...change }, keyFor(shape))
}

const DATES: ReadonlySet<string> = new Set(['iat', 'nbf', 'exp', 'auth_time'])
