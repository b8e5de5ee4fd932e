import { afterEach, describe, expect, test, vi } from 'vitest'
import { openConfirmation, type DpopConfirmation } from '../../src/confirmation/open-confirmation.ts'
import { isClusterWorker as isClusterWorkerElsewhere } from '../../src/events/channel/none.ts'
import { isClusterWorker } from '../../src/events/channel/node.ts'
import { client, EXPECTED } from '../support/dpop-rig.ts'
import { ACCESS_TOKEN, makeProof, TARGET } from '../support/proof-kit.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { createStaticResource } from '../support/static-resource.ts'
import { stubClock } from '../support/stub-clock.ts'
import { takeWarnings } from '../support/take-warnings.ts'
import { NOW } from '../support/test-token.ts'

const publicUrl = 'https://api.example.test'

afterEach(() => {
  vi.restoreAllMocks()
})

/** What `node:cluster` says in a worker. */
function becomeWorker(): void {
  vi.spyOn(process, 'getBuiltinModule').mockImplementation(() => ({ isWorker: true }))
}

describe('a process', () => {
  test('is not a worker of a cluster if node:cluster did not start it, or is not there', () => {
    expect(isClusterWorker()).toBe(false)
    expect(isClusterWorkerElsewhere()).toBe(false)
    vi.spyOn(process, 'getBuiltinModule').mockImplementation(() => undefined)
    expect(isClusterWorker()).toBe(false)
  })

  test('is a worker of a cluster if node:cluster says so', () => {
    becomeWorker()
    expect(isClusterWorker()).toBe(true)
  })
})

describe('in a worker of a cluster', () => {
  test('the option dpop warns once if used proofs are not shared, and elsewhere never', async () => {
    const taken = takeWarnings()
    const codes: unknown[] = []
    process.on('warning', (warning) => codes.push(Reflect.get(warning, 'code')))
    const alone = createStaticResource({ publicUrl, dpop: true })
    becomeWorker()
    const shared = createStaticResource({ publicUrl, dpop: { replays: { add: () => true } } })
    const first = createStaticResource({ publicUrl, dpop: true })
    const second = createStaticResource({ publicUrl, dpop: true })
    const { code, message } = await taken()
    expect(code).toBe('PORTCULLIS_LOCAL_REPLAYS')
    expect(message).toContain('dpop.replays')
    await new Promise((resolve) => {
      setImmediate(resolve)
    })
    expect(codes).toEqual(['PORTCULLIS_LOCAL_REPLAYS'])
    await Promise.all([alone, shared, first, second].map(({ resource }) => resource.close()))
  })
})

describe('the confirmation that options open', () => {
  const dpop: DpopConfirmation = {
    required: false,
    algorithms: ['ES256'],
    proofMaxAgeSeconds: 100,
    proofMaxAheadSeconds: 10,
    nonce: undefined,
    replays: undefined,
    publicUrl
  }
  const nonce = { secrets: ['a secret'], lifetimeSeconds: 300 }

  function open(change: Partial<DpopConfirmation> | undefined, mutualTls?: 'tls') {
    const clock = stubClock(NOW)
    const senderConstraint = { dpop: change && { ...dpop, ...change }, mutualTls }
    const confirm = openConfirmation({ senderConstraint, clock, signatureThread: 'mainThread' })
    const bound = { scheme: 'DPoP', accessToken: ACCESS_TOKEN, confirmation: { jkt: client.jkt } } as const
    const send = async (claims: object = {}) => {
      const headers = { dpop: await makeProof(client, { claims: { iat: clock.now(), ...claims } }) }
      return confirm({ method: EXPECTED.method, target: TARGET, headers }, bound)
    }
    return { clock, confirm, send, bound }
  }

  test('accepts a proof without nonces, adds no header, and remembers it', async () => {
    const { send, clock } = open({})
    expect(await send({ jti: 'once' })).toBeUndefined()
    expect((await refusalOf(() => send({ jti: 'once' }))).code).toBe('proof_replayed')
    expect((await refusalOf(() => send({ iat: clock.now() - 101 }))).code).toBe('proof_expired')
    expect((await refusalOf(() => send({ iat: clock.now() + 11 }))).code).toBe('proof_issued_in_future')
    expect(await send({ iat: clock.now() - 100 })).toBeUndefined()
  })

  test('uses the store of the option', async () => {
    const { send } = open({ replays: { add: () => false } })
    expect((await refusalOf(() => send())).code).toBe('proof_replayed')
  })

  test('accepts the algorithms of the option only', async () => {
    expect((await refusalOf(() => open({ algorithms: ['ES384'] }).send())).code).toBe(
      'proof_algorithm_not_allowed'
    )
  })

  test('sends a nonce with a refusal for want of one, accepts it, and renews it past half its life', async () => {
    const { send, clock } = open({ nonce })
    const error = await refusalOf(() => send())
    const { dpopNonce } = error.challenge ?? {}
    expect([error.code, dpopNonce]).toEqual(['proof_nonce_missing', expect.stringMatching(/^\S{60,}$/)])
    expect(await send({ nonce: dpopNonce })).toBeUndefined()
    clock.pass(151)
    const headers = await send({ nonce: dpopNonce })
    expect(headers).toEqual({ 'DPoP-Nonce': expect.any(String) as unknown, 'Cache-Control': 'no-store' })
    expect(headers?.['DPoP-Nonce']).not.toBe(dpopNonce)
    expect(await send({ nonce: headers?.['DPoP-Nonce'] })).toBeUndefined()
    const other = await refusalOf(() => open({ nonce, publicUrl: 'https://other.example.test' }).send())
    expect(other.challenge?.dpopNonce).not.toBe(dpopNonce)
  })

  test('sends no nonce with any other refusal, or without the option', async () => {
    const { send } = open({ nonce })
    const { dpopNonce } = (await refusalOf(() => send())).challenge ?? {}
    const wrong = await refusalOf(() => send({ nonce: dpopNonce, htm: 'POST' }))
    expect([wrong.code, wrong.challenge?.dpopNonce]).toEqual(['proof_method_mismatch', undefined])
    const old = await refusalOf(() => open({}).send({ iat: 5 }))
    expect(old.challenge?.dpopNonce).toBeUndefined()
  })

  test('passes on an error that is not a refusal', async () => {
    const { confirm, bound } = open({ nonce })
    const headers = Object.defineProperty({}, 'dpop', {
      get() {
        throw new RangeError('a defect')
      }
    })
    await expect(confirm({ method: 'GET', target: TARGET, headers }, bound)).rejects.toThrow(RangeError)
  })

  test('refuses bearer tokens only if DPoP is required, and certificates without mutual TLS', async () => {
    const request = { method: 'GET', target: TARGET, headers: {} }
    const bearer = { scheme: 'Bearer', accessToken: ACCESS_TOKEN, confirmation: undefined } as const
    for (const { confirm } of [open({}), open(undefined)])
      expect(await confirm(request, bearer)).toBeUndefined()
    expect((await refusalOf(() => open({ required: true }).confirm(request, bearer))).code).toBe(
      'token_not_bound'
    )
    const certificate = { ...bearer, confirmation: { 'x5t#S256': 'x'.repeat(43) } }
    expect((await refusalOf(() => open({}).confirm(request, certificate))).code).toBe(
      'confirmation_unsupported'
    )
    expect((await refusalOf(() => open({}, 'tls').confirm(request, certificate))).code).toBe(
      'certificate_missing'
    )
  })
})
