import { createHash, createPublicKey, X509Certificate, type KeyObject } from 'node:crypto'
import { hasMember, stringMember, stringsMember, type JsonObject } from '../../json/json.ts'
import { defineCheck, pass, warn, type DoctorCheck } from './doctor-check.ts'
import { givenKeys, namesOfKeys } from './given.ts'

const THUMBPRINTS = [
  { member: 'x5t', hash: 'sha1' },
  { member: 'x5t#S256', hash: 'sha256' }
] as const

/** Check of the certificates that are published with keys. */
export const keyCertificateChecks: readonly DoctorCheck[] = [
  defineCheck('X-29', givenKeys, [
    pass('absent', (keys) => !keys.some((key) => hasMember(key, 'x5c'))),
    warn('unreadable', (keys) => ({ keys: namesOfKeys(keys, isUnreadable) })),
    warn('other_key', (keys) => ({ keys: namesOfKeys(keys, isForOtherKey) })),
    warn('other_thumbprint', (keys) => ({ keys: namesOfKeys(keys, hasOtherThumbprint) })),
    warn('expired', (keys, { now }) => ({ keys: namesOfKeys(keys, (key) => isExpired(key, now)) })),
    pass('match')
  ])
]

function certificateOf(key: JsonObject): X509Certificate | undefined {
  const encoded = stringsMember(key, 'x5c')?.[0]
  try {
    return encoded === undefined ? undefined : new X509Certificate(Buffer.from(encoded, 'base64'))
  } catch {
    return undefined
  }
}

function publicKeyOf(key: JsonObject): KeyObject | undefined {
  try {
    return createPublicKey({ key, format: 'jwk' })
  } catch {
    return undefined
  }
}

function isUnreadable(key: JsonObject): boolean {
  return hasMember(key, 'x5c') && certificateOf(key) === undefined
}

function isForOtherKey(key: JsonObject): boolean {
  const publicKey = publicKeyOf(key)
  return publicKey !== undefined && certificateOf(key)?.publicKey.equals(publicKey) === false
}

function hasOtherThumbprint(key: JsonObject): boolean {
  const certificate = certificateOf(key)
  if (certificate === undefined) return false
  return THUMBPRINTS.some(({ member, hash }) => {
    const published = stringMember(key, member)
    const expected = createHash(hash).update(certificate.raw).digest('base64url')
    return published !== undefined && published !== expected
  })
}

function isExpired(key: JsonObject, now: number): boolean {
  return Date.parse(certificateOf(key)?.validTo ?? '') / 1000 < now
}
