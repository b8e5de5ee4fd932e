import { X509Certificate, createHash } from 'node:crypto'
import { stringMember, stringsMember, type JsonObject } from '../../http/json.ts'
import { defineCheck, pass, warn, type DoctorCheck } from '../doctor-check.ts'
import { givenKeys, namesOfKeys, noticeList } from './given.ts'
import { importPublicKey } from '../keys/import-public-key.ts'

const THUMBPRINTS = [
  { member: 'x5t', hash: 'sha1' },
  { member: 'x5t#S256', hash: 'sha256' }
] as const

/** Whether certificates published beside keys belong to them. */
export const keyCertificateChecks: readonly DoctorCheck[] = [
  defineCheck<readonly JsonObject[]>({
    id: 'X-29',
    group: 'keys',
    title: 'Certificates of keys',
    source: 'RFC 7517 sections 4.7 to 4.9',
    given: givenKeys,
    rules: [
      pass('absent', (keys) => keys.every((key) => key['x5c'] === undefined)),
      warn('unreadable', (keys) => noticeList('keys', namesOfKeys(keys, isUnreadable))),
      warn('other_key', (keys) => noticeList('keys', namesOfKeys(keys, isForOtherKey))),
      warn('other_thumbprint', (keys) => noticeList('keys', namesOfKeys(keys, hasOtherThumbprint))),
      warn('expired', (keys, { now }) =>
        noticeList(
          'keys',
          namesOfKeys(keys, (key) => isExpired(key, now))
        )
      ),
      pass('match')
    ]
  })
]

function certificateOf(key: JsonObject): X509Certificate | undefined {
  const encoded = stringsMember(key, 'x5c')?.[0]
  try {
    return encoded === undefined ? undefined : new X509Certificate(Buffer.from(encoded, 'base64'))
  } catch {
    return undefined
  }
}

function isUnreadable(key: JsonObject): boolean {
  return key['x5c'] !== undefined && certificateOf(key) === undefined
}

function isForOtherKey(key: JsonObject): boolean {
  const certificate = certificateOf(key)
  const publicKey = importPublicKey(key)
  return certificate !== undefined && publicKey !== undefined && !certificate.publicKey.equals(publicKey)
}

function hasOtherThumbprint(key: JsonObject): boolean {
  const certificate = certificateOf(key)
  if (certificate === undefined) return false
  return THUMBPRINTS.some(({ member, hash }) => {
    const published = stringMember(key, member)
    return (
      published !== undefined && published !== createHash(hash).update(certificate.raw).digest('base64url')
    )
  })
}

function isExpired(key: JsonObject, now: number): boolean {
  const certificate = certificateOf(key)
  return certificate !== undefined && Date.parse(certificate.validTo) / 1000 < now
}
