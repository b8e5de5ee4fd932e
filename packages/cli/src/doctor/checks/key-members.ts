import { isAlgorithmName, isSecretKey, ownMembers, supportsAlgorithm } from '@portcullis/core/inspect'
import { hasMember, stringMember, stringsMember, textOf, type JsonObject } from '../../json/json.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { defineCheck, derive, fail, missing, pass, warn, type DoctorCheck } from './doctor-check.ts'
import { givenDocument, givenKeys, givenSigningKeys, isSigningKey, namesOfKeys } from './given.ts'
import { hasSmallExponent, isUncommonCurve, modulusBits } from './key-strength.ts'

const FEWEST_RSA_BITS = 2048
const MANY_KEYS = 20
/** RFC 9864 gave these names to COSE only; in JOSE the names without B and P are fully specified. */
const NOT_JOSE = /^ES[PB]\d{3}$/

type Keys = readonly JsonObject[]

/** Checks of the keys, one member at a time. */
export const keyMemberChecks: readonly DoctorCheck[] = [
  defineCheck('X-23', givenKeys, [
    fail('published', (keys) => ({ keys: namesOfKeys(keys, isPrivate) })),
    fail('empty', (keys) => ({ keys: namesOfKeys(keys, hasPrivateMembers) })),
    pass('none')
  ]),
  defineCheck('X-24', givenKeys, [
    fail('published', (keys) => ({ keys: namesOfKeys(keys, ({ kty }) => kty === 'oct') })),
    pass('none')
  ]),
  defineCheck('X-25', givenSigningKeys, [
    fail('no_string', (keys) => keys.some(({ kid = null }) => kid !== null && typeof kid !== 'string')),
    fail('duplicate', (keys) => ({
      kids: duplicates(keys, ({ kid, kty, alg }) => joinIdentity([kid, kty, alg]))
    })),
    fail('missing', (keys) => ({ types: duplicates(keys.filter(hasNoKid), ({ kty }) => textOf(kty)) })),
    warn('missing_one', (keys) => keys.some(hasNoKid)),
    warn('duplicate_across_types', (keys) => ({ kids: duplicates(keys, ({ kid }) => joinIdentity([kid])) })),
    pass('unique', (keys) => ({ count: keys.length }))
  ]),
  defineCheck('X-26', givenKeys, [
    fail('none_for_signatures', (keys) => !keys.some(isSigningKey)),
    warn(
      'unmarked',
      (keys) => keys.some(({ use }) => use === 'enc') && { keys: namesOfKeys(keys, isUnmarked) }
    ),
    warn('marked_twice', (keys) => ({ keys: namesOfKeys(keys, isMarkedTwice) })),
    pass('signatures')
  ]),
  defineCheck('X-27', givenSigningKeys, [
    fail('weak_rsa', (keys) => weakKeys(keys)),
    fail('unreadable', (keys, facts) => unusableKeys(keys, facts)),
    warn('uncommon_curve', (keys) => ({ keys: namesOfKeys(keys, isUncommonCurve) })),
    warn('small_exponent', (keys) => ({ keys: namesOfKeys(keys, hasSmallExponent) })),
    warn('many', (keys) => keys.length > MANY_KEYS && { count: keys.length }),
    pass('strong')
  ]),
  defineCheck('X-28', givenSigningKeys, [
    fail('not_jose', (keys) => ({ algorithms: algorithmsOf(keys, (name) => NOT_JOSE.test(name)) })),
    fail('misfit', (keys) => ({ keys: namesOfKeys(keys, hasMisfitAlgorithm) })),
    fail('none_usable', (keys, facts) => keys.every((key) => facts.keys?.skipped.has(key))),
    warn('unknown', (keys) => ({ algorithms: algorithmsOf(keys, (name) => !isAlgorithmName(name)) })),
    warn('deprecated', (keys) => ({ algorithms: algorithmsOf(keys, (name) => name === 'EdDSA') })),
    warn('absent', (keys) => ({ keys: namesOfKeys(keys, (key) => !hasMember(key, 'alg')) })),
    pass('allowed', (keys) => ({ algorithms: algorithmsOf(keys, () => true) }))
  ]),
  // It says nothing about access tokens, and much about how the server handles keys.
  defineCheck('X-30', givenIdTokenAlgorithms, [
    warn('symmetric_only', (algorithms) => algorithms.every((name) => name.startsWith('HS'))),
    warn('none_listed', (algorithms) => algorithms.includes('none')),
    pass('usable', (algorithms) => ({ algorithms }))
  ])
]

function givenIdTokenAlgorithms(facts: DoctorFacts) {
  return derive(givenDocument(facts), (document) => {
    const algorithms = stringsMember(document, 'id_token_signing_alg_values_supported') ?? []
    return algorithms.length === 0 ? missing('not_needed') : algorithms
  })
}

function hasPrivateMembers(key: JsonObject): boolean {
  return isSecretKey(ownMembers(key))
}

// Some servers write members that they leave empty.
function isPrivate(key: JsonObject): boolean {
  const isFilled = (value: unknown) => (typeof value === 'string' || Array.isArray(value)) && value.length > 0
  return isSecretKey(Object.fromEntries(Object.entries(key).filter(([, value]) => isFilled(value))))
}

function hasNoKid(key: JsonObject): boolean {
  return !hasMember(key, 'kid')
}

function joinIdentity([kid = null, ...others]: readonly unknown[]): string | undefined {
  return kid === null ? undefined : [kid, ...others].map(textOf).join(' ')
}

function duplicates(keys: Keys, identify: (key: JsonObject) => string | undefined): readonly string[] {
  const identities = keys.flatMap((key) => identify(key) ?? [])
  const repeated = identities.filter((identity, index) => identities.indexOf(identity) !== index)
  return [...new Set(repeated.map((identity) => identity.split(' ', 1)[0] ?? identity))]
}

function isUnmarked(key: JsonObject): boolean {
  return !hasMember(key, 'use') && !hasMember(key, 'key_ops')
}

function isMarkedTwice({ use, key_ops: operations }: JsonObject): boolean {
  return typeof use === 'string' && Array.isArray(operations)
}

function isWeak(key: JsonObject): boolean {
  return key['kty'] === 'RSA' && modulusBits(key) < FEWEST_RSA_BITS
}

function weakKeys(keys: Keys) {
  const bits = Math.min(...keys.filter(isWeak).map(modulusBits))
  return bits < FEWEST_RSA_BITS && { keys: namesOfKeys(keys, isWeak), bits }
}

// Keys that an API skips although no other check objects to them.
function unusableKeys(keys: Keys, { keys: facts }: DoctorFacts) {
  const isUnusable = (key: JsonObject) => facts?.skipped.has(key) === true && isExpectedToWork(key)
  const reason = facts?.skipped.get(keys.find(isUnusable) ?? {}) ?? ''
  return { keys: namesOfKeys(keys, isUnusable), ...(reason === '' ? {} : { reason }) }
}

function isExpectedToWork(key: JsonObject): boolean {
  const { alg = null } = key
  if (hasPrivateMembers(key) || hasMisfitAlgorithm(key) || isUncommonCurve(key)) return false
  return alg === null || (typeof alg === 'string' && isAlgorithmName(alg))
}

// EdDSA is also the name for Ed448.
function hasMisfitAlgorithm(key: JsonObject): boolean {
  const { alg = null, kty } = key
  if (alg === null) return false
  if (typeof alg !== 'string') return true
  if (!isAlgorithmName(alg) || (alg === 'EdDSA' && kty === 'OKP')) return false
  return !supportsAlgorithm(ownMembers(key), alg)
}

function algorithmsOf(keys: Keys, pick: (algorithm: string) => boolean): readonly string[] {
  return [...new Set(keys.flatMap((key) => stringMember(key, 'alg') ?? []).filter(pick))]
}
