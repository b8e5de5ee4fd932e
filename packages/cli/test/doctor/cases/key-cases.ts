import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { generate } from 'selfsigned'
import type { JsonObject } from '../../../src/json/json.ts'
import { ecKey, privateEcKey, rsaKey } from '../../authorization-server.ts'
import { answered, failed, ISSUER } from '../exchanges.ts'
import { withDocument, withKeyAnswer, withKeys, withSettings, type CheckCase } from '../change-facts.ts'

const KEYS = `${ISSUER}/keys`
const keepAll = withSettings({})
const one = ecKey('one')
const others = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...one, kid: `key-${index}` }))
const encryption = { ...rsaKey('encryption'), use: 'enc', alg: 'RSA-OAEP' }

function without(key: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(key).filter(([name]) => !names.includes(name)))
}

function smallExponentKey(): JsonObject {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 })
  return { ...publicKey.export({ format: 'jwk' }), kid: 'small', use: 'sig', alg: 'RS256' }
}

const edKey: JsonObject = {
  ...generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' }),
  alg: 'EdDSA',
  kid: 'ed'
}
const certified = await certifiedKey(90)
const expired = await certifiedKey(-1)

/** A key with its own certificate. */
async function certifiedKey(days: number): Promise<JsonObject> {
  const notAfterDate = new Date(Date.UTC(2026, 8, 21) + days * 86_400_000)
  const pair = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' }
  })
  const { cert } = await generate([{ name: 'commonName', value: 'auth.example.com' }], {
    keyPair: { publicKey: pair.publicKey, privateKey: pair.privateKey },
    notBeforeDate: new Date(Date.UTC(2026, 0, 1)),
    notAfterDate
  })
  const jwk = createPublicKey(pair.publicKey).export({ format: 'jwk' })
  const body = cert.replaceAll(/-----[^-]+-----|\s/g, '')
  return { ...jwk, kid: 'certified', use: 'sig', alg: 'RS256', x5c: [body] }
}

/** Facts for the checks of the key set. */
export const KEY_CASES: readonly CheckCase[] = [
  { id: 'X-21', ends: 'pass good', when: keepAll },
  { id: 'X-21', ends: 'fail missing', when: withDocument({ jwks_uri: undefined }) },
  { id: 'X-21', ends: 'fail not_a_url', when: withDocument({ jwks_uri: '/keys' }) },
  { id: 'X-21', ends: 'fail plain_http', when: withDocument({ jwks_uri: 'http://auth.example.com/keys' }) },
  {
    id: 'X-21',
    ends: 'pass good',
    when: (facts) =>
      withDocument({ jwks_uri: 'http://auth.example.com/keys' })(
        withSettings({ allowHttp: ['auth.example.com:80'] })(facts)
      )
  },
  { id: 'X-21', ends: 'fail not_a_url', when: withDocument({ jwks_uri: 'https://a@auth.example.com/keys' }) },
  { id: 'X-21', ends: 'fail not_a_url', when: withDocument({ jwks_uri: 'https://auth.example.com/keys#a' }) },
  { id: 'X-21', ends: 'warn other_domain', when: withDocument({ jwks_uri: 'https://keys.example.net/' }) },

  { id: 'X-22', ends: 'pass good', when: keepAll },
  { id: 'X-22', ends: 'fail unreachable', when: withKeyAnswer(failed(KEYS, 'timed_out')) },
  {
    id: 'X-22',
    ends: 'fail redirect',
    when: withKeyAnswer(answered(KEYS, { status: 302, headers: { location: '/jwks' } }))
  },
  { id: 'X-22', ends: 'fail status', when: withKeyAnswer(answered(KEYS, { status: 500 })) },
  { id: 'X-22', ends: 'fail html', when: withKeyAnswer(answered(KEYS, { body: '<html>' })) },
  { id: 'X-22', ends: 'fail too_large', when: withKeyAnswer(answered(KEYS, { body: 'x'.repeat(300_000) })) },
  { id: 'X-22', ends: 'fail no_key_set', when: withKeyAnswer(answered(KEYS, { body: [] })) },
  { id: 'X-22', ends: 'fail empty', when: withKeys() },
  { id: 'X-22', ends: 'fail too_many', when: withKeys(...others(101)) },
  { id: 'X-22', ends: 'fail too_slow', when: withKeyAnswer(answered(KEYS, { elapsedSeconds: 3.2 }), [one]) },
  { id: 'X-22', ends: 'warn slow', when: withKeyAnswer(answered(KEYS, { elapsedSeconds: 1.2 }), [one]) },
  {
    id: 'X-22',
    ends: 'warn large',
    when: withKeyAnswer(answered(KEYS, { body: 'x'.repeat(70_000) }), [one])
  },
  {
    id: 'X-22',
    ends: 'warn other_type',
    when: withKeyAnswer(answered(KEYS, { headers: { 'content-type': 'text/plain' } }), [one])
  },

  { id: 'X-23', ends: 'pass none', when: keepAll },
  { id: 'X-23', ends: 'fail published', when: withKeys(privateEcKey('leaked')) },
  { id: 'X-23', ends: 'fail published', when: withKeys({ ...rsaKey('leaked'), oth: [{}] }) },
  { id: 'X-23', ends: 'pass none', when: withKeys({ ...one, d: null }) },
  { id: 'X-23', ends: 'fail empty', when: withKeys({ ...rsaKey('empty'), d: '', oth: [] }) },
  { id: 'X-24', ends: 'pass none', when: keepAll },
  { id: 'X-24', ends: 'fail published', when: withKeys(one, { kty: 'oct', kid: 'secret', k: 'c2VjcmV0' }) },

  { id: 'X-25', ends: 'pass unique', when: withKeys(one, ecKey('two')) },
  { id: 'X-25', ends: 'fail duplicate', when: withKeys(one, ecKey('one')) },
  { id: 'X-25', ends: 'fail no_string', when: withKeys({ ...one, kid: { toString: null } }, ecKey('two')) },
  { id: 'X-25', ends: 'warn missing_one', when: withKeys({ ...one, kid: null }) },
  { id: 'X-25', ends: 'fail missing', when: withKeys(without(one, 'kid'), without(ecKey('x'), 'kid')) },
  { id: 'X-25', ends: 'warn missing_one', when: withKeys(without(one, 'kid'), rsaKey('two')) },
  { id: 'X-25', ends: 'warn duplicate_across_types', when: withKeys(one, rsaKey('one')) },

  { id: 'X-26', ends: 'pass signatures', when: withKeys(one, encryption) },
  { id: 'X-26', ends: 'fail none_for_signatures', when: withKeys(encryption) },
  { id: 'X-26', ends: 'fail none_for_signatures', when: withKeys({ ...one, key_ops: ['sign'] }) },
  { id: 'X-26', ends: 'fail none_for_signatures', when: withKeys({ ...one, use: 'enc', key_ops: null }) },
  { id: 'X-26', ends: 'fail none_for_signatures', when: withKeys({ ...one, key_ops: 'verify' }) },
  { id: 'X-26', ends: 'pass signatures', when: withKeys(one, { ...one, use: null, key_ops: null }) },
  { id: 'X-26', ends: 'warn unmarked', when: withKeys(without(one, 'use'), encryption) },
  { id: 'X-26', ends: 'warn marked_twice', when: withKeys({ ...one, key_ops: ['verify'] }) },

  { id: 'X-27', ends: 'pass strong', when: withKeys(one, rsaKey('two')) },
  { id: 'X-27', ends: 'fail weak_rsa', when: withKeys(one, rsaKey('weak', 1024)) },
  { id: 'X-27', ends: 'fail unreadable', when: withKeys({ ...one, x: one['y'] }) },
  { id: 'X-27', ends: 'fail unreadable', when: withKeys({ ...rsaKey('open'), e: 'AQ' }) },
  { id: 'X-27', ends: 'warn uncommon_curve', when: withKeys(ecKey('coin', 'secp256k1', 'ES256K')) },
  { id: 'X-27', ends: 'warn small_exponent', when: withKeys(smallExponentKey()) },
  { id: 'X-27', ends: 'warn many', when: withKeys(...others(21)) },

  { id: 'X-28', ends: 'pass allowed', when: keepAll },
  { id: 'X-28', ends: 'fail not_jose', when: withKeys({ ...one, alg: 'ESP256' }) },
  { id: 'X-28', ends: 'fail none_usable', when: withKeys({ ...one, alg: 'ES256K' }) },
  { id: 'X-28', ends: 'warn unknown', when: withKeys(one, { ...one, alg: 'ES256K' }) },
  {
    id: 'X-28',
    ends: 'warn deprecated',
    when: withKeys(edKey)
  },
  {
    id: 'X-28',
    ends: 'warn deprecated',
    when: withKeys(one, { kty: 'OKP', crv: 'Ed448', alg: 'EdDSA', kid: 'ed' })
  },
  {
    id: 'X-28',
    ends: 'fail none_usable',
    when: withKeys({ kty: 'OKP', crv: 'Ed448', alg: 'EdDSA', kid: 'ed' })
  },
  { id: 'X-28', ends: 'fail none_usable', when: withKeys(without(ecKey('coin', 'secp256k1'), 'alg')) },
  { id: 'X-28', ends: 'fail misfit', when: withKeys({ ...rsaKey('two'), alg: 'ES256' }) },
  { id: 'X-28', ends: 'fail misfit', when: withKeys(one, { ...one, alg: 'ES384' }) },
  { id: 'X-28', ends: 'fail misfit', when: withKeys(one, { ...one, alg: 256 }) },
  { id: 'X-28', ends: 'warn absent', when: withKeys(one, { ...one, alg: null }) },
  { id: 'X-28', ends: 'warn absent', when: withKeys(without(one, 'alg')) },

  { id: 'X-29', ends: 'pass absent', when: keepAll },
  { id: 'X-29', ends: 'pass match', when: withKeys(certified) },
  { id: 'X-29', ends: 'warn unreadable', when: withKeys({ ...one, x5c: ['bm90IGEgY2VydGlmaWNhdGU='] }) },
  { id: 'X-29', ends: 'warn other_key', when: withKeys({ ...rsaKey('other'), x5c: certified['x5c'] }) },
  { id: 'X-29', ends: 'warn other_thumbprint', when: withKeys({ ...certified, 'x5t#S256': 'bm90IGl0' }) },
  { id: 'X-29', ends: 'warn expired', when: withKeys(expired) },

  { id: 'X-51', ends: 'pass good', when: keepAll },
  {
    id: 'X-51',
    ends: 'pass unsaid',
    when: withKeyAnswer(answered(KEYS), [one])
  },
  {
    id: 'X-51',
    ends: 'pass short',
    when: withKeyAnswer(answered(KEYS, { headers: { 'cache-control': 'public, max-age=15' } }), [one])
  },
  {
    id: 'X-51',
    ends: 'warn not_stored',
    when: withKeyAnswer(answered(KEYS, { headers: { 'cache-control': 'no-store' } }), [one])
  },
  {
    id: 'X-51',
    ends: 'warn too_long',
    when: withKeyAnswer(answered(KEYS, { headers: { 'cache-control': 'max-age=3293198' } }), [one])
  }
]
