import { createHash, randomUUID } from 'node:crypto'
import { createProtectedResource } from '@portcullis/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accessToken, nowSeconds, options } from '../tokens/authority.ts'
import { createSigningKey, type SigningKey } from '../tokens/signing-key.ts'
import { signToken, type TokenPart } from '../tokens/sign-token.ts'
import { standingClock } from '../tokens/standing-clock.ts'
import { calculateJwkThumbprint, type JWK } from 'jose'
import { isBoundRequestValid, type BoundRequest } from './bound-verdict.ts'

const NOW = nowSeconds()
const publicUrl = 'https://api.example.test/v1'
const settings = { publicUrl, now: NOW }

const resource = createProtectedResource({
  ...options,
  publicUrl,
  dpop: { algorithms: ['ES256', 'EdDSA', 'RS256'] },
  clock: standingClock(NOW),
  signatureThread: 'mainThread'
})

interface Client {
  readonly key: SigningKey
  readonly jwk: JWK
  readonly token: string
}

async function createClient(algorithm: string): Promise<Client> {
  const key = createSigningKey(algorithm, 'client')
  const jwk = key.publicKey.export({ format: 'jwk' }) as JWK
  return { key, jwk, token: accessToken({ cnf: { jkt: await calculateJwkThumbprint(jwk) } }) }
}

const clients = await Promise.all(['ES256', 'EdDSA', 'RS256', 'ES256'].map(createClient))
const bearer = accessToken()

interface ProofChange {
  readonly header?: object
  readonly claims?: object
  readonly payload?: TokenPart
}

function proofOf({ key, jwk, token }: Client, { header, claims, payload }: ProofChange = {}): string {
  const ath = createHash('sha256').update(token).digest('base64url')
  const valid = { jti: randomUUID(), htm: 'GET', htu: `${publicUrl}/messages`, iat: NOW, ath }
  return signToken(
    { typ: 'dpop+jwt', alg: key.algorithm, jwk, ...header },
    payload ?? { ...valid, ...claims },
    key
  )
}

function requestOf(client: Client, change: ProofChange = {}): BoundRequest {
  const authorization = `DPoP ${client.token}`
  return { method: 'GET', target: '/messages?page=2', authorization, dpop: proofOf(client, change) }
}

async function isAccepted({ method, target, authorization, dpop }: BoundRequest): Promise<boolean> {
  const headers = { authorization, ...(dpop === undefined ? {} : { dpop }) }
  return resource.authenticate({ method, url: target, target, headers }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && error.name === 'ProtectedResourceError') return false
      throw error
    }
  )
}

const client = fc.constantFrom(...clients)
const text = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '',
    'GET',
    'get',
    'POST',
    'dpop+jwt',
    'JWT',
    'none',
    'HS256',
    'ES256',
    publicUrl,
    `${publicUrl}/messages`,
    'https://api.example.test/messages',
    `${publicUrl}/%6dessages`,
    `${publicUrl}/./messages?x`
  )
)
const json: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.integer(),
  fc.constantFrom(NOW, NOW - 301, NOW + 31, NOW - 299, NOW + 29),
  fc.constant(undefined),
  fc.jsonValue({ maxDepth: 2 })
)

/** One place of a text changed. */
function damage(original: string): fc.Arbitrary<string> {
  const at = fc.nat(original.length)
  const character = fc.constantFrom(...'ABCxyz019-_.= ,~%\\/'.split(''))
  return fc
    .tuple(at, fc.constantFrom('replace', 'insert', 'remove', 'cut', 'double'), character)
    .map(([index, how, added]) => {
      const [before, after] = [original.slice(0, index), original.slice(index)]
      switch (how) {
        case 'replace':
          return before + added + after.slice(1)
        case 'insert':
          return before + added + after
        case 'remove':
          return before + after.slice(1)
        case 'cut':
          return before
        default:
          return `${original}${added}${original}`
      }
    })
}

/** A valid request with one thing changed in one of many ways. */
const mutated: fc.Arbitrary<BoundRequest> = fc.oneof(
  client.chain((each) => {
    const valid = requestOf(each)
    return fc.oneof(
      damage(valid.authorization).map((authorization) => ({ ...valid, authorization })),
      damage(valid.dpop ?? '').map((dpop) => ({ ...valid, dpop })),
      damage(valid.target).map((target) => ({ ...valid, target })),
      fc.constantFrom('POST', 'get', 'HEAD', '').map((method) => ({ ...valid, method })),
      fc.constant({ ...valid, dpop: undefined }),
      fc
        .constantFrom(`Bearer ${each.token}`, `DPoP ${bearer}`, `Bearer ${bearer}`, `dpop  ${each.token}`)
        .map((authorization) => ({ ...valid, authorization })),
      client.map((stranger) => ({ ...valid, dpop: proofOf(stranger) })),
      client.map((stranger) => ({ ...valid, dpop: proofOf({ ...each, key: stranger.key }) })),
      client.map((stranger) => ({ ...valid, dpop: proofOf({ ...each, jwk: stranger.jwk }) }))
    )
  }),
  fc
    .tuple(client, fc.constantFrom('jti', 'htm', 'htu', 'iat', 'ath', 'nonce', 'exp', 'nbf', 'extra'), json)
    .map(([each, name, value]) => requestOf(each, { claims: { [name]: value } })),
  fc
    .tuple(client, fc.constantFrom('typ', 'alg', 'jwk', 'kid', 'crit', 'b64', 'extra'), json)
    .map(([each, name, value]) => requestOf(each, { header: { [name]: value } })),
  fc
    .tuple(
      client,
      fc.constantFrom('kty', 'crv', 'x', 'y', 'n', 'e', 'd', 'k', 'use', 'alg', 'key_ops', 'extra'),
      json
    )
    .map(([each, name, value]) => requestOf(each, { header: { jwk: { ...each.jwk, [name]: value } } })),
  fc.tuple(client, fc.oneof(fc.string(), fc.json())).map(([each, payload]) => requestOf(each, { payload }))
)

describe('a request with a proof', () => {
  test('that is valid passes the product and the reference, for every algorithm', async () => {
    for (const each of clients) {
      const request = requestOf(each)
      expect(await isBoundRequestValid(request, settings)).toBe(true)
      expect(await isAccepted(request)).toBe(true)
      expect(await isAccepted(request), 'a replay').toBe(false)
    }
  })

  test('that is changed in any way passes only if a plain reading of RFC 9449 on jose agrees', async () => {
    let passed = 0
    await fc.assert(
      fc.asyncProperty(mutated, async (request) => {
        if (!(await isAccepted(request))) return
        passed += 1
        expect(await isBoundRequestValid(request, settings)).toBe(true)
      }),
      { numRuns: 1500 }
    )
    // Some changes change nothing that counts: without them the test would prove little.
    expect(passed).toBeGreaterThan(20)
  })
})
