import { textOf, type JsonObject } from '../../http/json.ts'
import { defineCheck, fail, pass, warn, type DoctorCheck } from '../doctor-check.ts'
import {
  hasMisfitAlgorithm,
  hasUsableAlgorithm,
  isJoseAlgorithm,
  isSigningKey,
  privateMembers
} from '../keys/usable-keys.ts'
import { algorithmsOutside, DEPRECATED_ALGORITHMS, NOT_JOSE } from './algorithms.ts'
import { givenKeys, givenSigningKeys, namesOfKeys, noticeList } from './given.ts'
import { isImportable, isUncommonCurve, hasSmallExponent, modulusBits } from './key-strength.ts'

const FEWEST_RSA_BITS = 2048
const MANY_KEYS = 20

type Keys = readonly JsonObject[]

/** What the keys of the set are, one member at a time. */
export const keyMemberChecks: readonly DoctorCheck[] = [
  defineCheck<Keys>({
    id: 'X-23',
    group: 'keys',
    title: 'No private members',
    source: 'RFC 7517 section 9.2',
    given: givenKeys,
    rules: [
      fail('published', (keys) => noticeList('keys', namesOfKeys(keys, isPrivate))),
      fail('empty', (keys) => noticeList('keys', namesOfKeys(keys, hasPrivateMembers))),
      pass('none')
    ]
  }),
  defineCheck<Keys>({
    id: 'X-24',
    group: 'keys',
    title: 'No symmetric keys',
    source: 'RFC 7518 section 6.4; RFC 7517 section 9.2',
    given: givenKeys,
    rules: [
      fail('published', (keys) =>
        noticeList(
          'keys',
          namesOfKeys(keys, ({ kty }) => kty === 'oct')
        )
      ),
      pass('none')
    ]
  }),
  defineCheck<Keys>({
    id: 'X-25',
    group: 'keys',
    title: 'Key identifiers',
    source: 'RFC 7517 section 4.5',
    given: givenSigningKeys,
    rules: [
      fail('no_string', (keys) => keys.some(hasOddKid)),
      fail('duplicate', (keys) =>
        noticeList(
          'kids',
          duplicates(keys, ({ kid, kty, alg }) => joinIdentity([kid, kty, alg]))
        )
      ),
      fail('missing', (keys) =>
        noticeList(
          'types',
          duplicates(keys.filter(hasNoKid), ({ kty }) => textOf(kty))
        )
      ),
      warn('missing_one', (keys) => keys.some(hasNoKid)),
      warn('duplicate_across_types', (keys) =>
        noticeList(
          'kids',
          duplicates(keys, ({ kid }) => joinIdentity([kid]))
        )
      ),
      pass('unique', (keys) => ({ count: keys.length }))
    ]
  }),
  defineCheck<Keys>({
    id: 'X-26',
    group: 'keys',
    title: 'Use of the keys',
    source: 'RFC 7517 sections 4.2 and 4.3',
    given: givenKeys,
    rules: [
      fail('none_for_signatures', (keys) => !keys.some(isSigningKey)),
      warn(
        'unmarked',
        (keys) => keys.some(({ use }) => use === 'enc') && noticeList('keys', namesOfKeys(keys, isUnmarked))
      ),
      warn('marked_twice', (keys) => noticeList('keys', namesOfKeys(keys, isMarkedTwice))),
      pass('signatures')
    ]
  }),
  defineCheck<Keys>({
    id: 'X-27',
    group: 'keys',
    title: 'Key strength',
    source: 'RFC 7518 section 3.3',
    given: givenSigningKeys,
    rules: [
      fail('weak_rsa', (keys) => weakKeys(keys)),
      fail('unreadable', (keys) =>
        noticeList(
          'keys',
          namesOfKeys(keys, (key) => !isImportable(key))
        )
      ),
      warn('uncommon_curve', (keys) => noticeList('keys', namesOfKeys(keys, isUncommonCurve))),
      warn('small_exponent', (keys) => noticeList('keys', namesOfKeys(keys, hasSmallExponent))),
      warn('many', (keys) => keys.length > MANY_KEYS && { count: keys.length }),
      pass('strong')
    ]
  }),
  defineCheck<Keys>({
    id: 'X-28',
    group: 'keys',
    title: 'Key algorithms',
    source: 'RFC 9864; RFC 8725 section 3.1',
    given: givenSigningKeys,
    rules: [
      fail('not_jose', (keys) =>
        noticeList(
          'algorithms',
          algorithmsOutside(keys, (alg) => !NOT_JOSE.test(alg))
        )
      ),
      fail('misfit', (keys) => noticeList('keys', namesOfKeys(keys, hasMisfitAlgorithm))),
      fail('none_usable', (keys) => !keys.some(hasUsableAlgorithm)),
      warn('unknown', (keys) => noticeList('algorithms', algorithmsOutside(keys, isJoseAlgorithm))),
      warn('deprecated', (keys) =>
        noticeList(
          'algorithms',
          algorithmsOutside(keys, (alg) => !DEPRECATED_ALGORITHMS.has(alg))
        )
      ),
      warn('absent', (keys) =>
        noticeList(
          'keys',
          namesOfKeys(keys, ({ alg }) => alg === undefined)
        )
      ),
      pass('allowed', (keys) => ({ algorithms: algorithmsOutside(keys, () => false) }))
    ]
  })
]

function isPrivate(key: JsonObject): boolean {
  return privateMembers(key).some((name) => isGiven(key[name]))
}

// Some servers write out what they leave empty.
function isGiven(value: unknown): boolean {
  return (typeof value === 'string' || Array.isArray(value)) && value.length > 0
}

function hasPrivateMembers(key: JsonObject): boolean {
  return privateMembers(key).length > 0
}

function hasOddKid({ kid }: JsonObject): boolean {
  return kid !== undefined && typeof kid !== 'string'
}

function hasNoKid({ kid }: JsonObject): boolean {
  return kid === undefined
}

function joinIdentity([kid, ...others]: readonly unknown[]): string | undefined {
  return kid === undefined ? undefined : [kid, ...others].map(textOf).join(' ')
}

function duplicates(keys: Keys, identify: (key: JsonObject) => string | undefined): readonly string[] {
  const identities = keys.map((key) => identify(key)).filter((identity) => identity !== undefined)
  const repeated = identities.filter((identity, index) => identities.indexOf(identity) !== index)
  return [...new Set(repeated.map((identity) => identity.split(' ', 1)[0] ?? identity))]
}

function isUnmarked({ use, key_ops: operations }: JsonObject): boolean {
  return use === undefined && operations === undefined
}

function isMarkedTwice({ use, key_ops: operations }: JsonObject): boolean {
  return typeof use === 'string' && Array.isArray(operations)
}

function weakKeys(keys: Keys) {
  const isWeak = (key: JsonObject) => key['kty'] === 'RSA' && modulusBits(key) < FEWEST_RSA_BITS
  const bits = Math.min(...keys.filter(isWeak).map(modulusBits))
  const names = namesOfKeys(keys, isWeak)
  return names.length > 0 && { keys: names, bits }
}
