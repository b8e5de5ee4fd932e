import type { ReferenceCheck } from './reference-settings.ts'

const earliestIatToleranceSeconds = 10
const maxKidBytes = 256
const ordinaryTypes = ['at+jwt', 'jwt']
const otherKind = /^(?:id|logout|refresh|offline)(?:[-_ ]?token)?$/iu

function mediaType(typ: string): string {
  return typ.toLowerCase().replace(/^application\//u, '')
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

/** From 10^11 on, a number can only be milliseconds. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value < 1e11
}

function absentOr(value: unknown, holds: (present: unknown) => boolean): boolean {
  return value === undefined || holds(value)
}

/** RFC 7515 and RFC 7797: what the header has to keep. */
const headerChecks: readonly ReferenceCheck[] = [
  {
    name: 'RFC 7515 section 4.1.11: no extension is critical that is not understood',
    holds: ({ header }) => !Object.hasOwn(header, 'crit')
  },
  { name: 'RFC 7797 section 7: a JWT is not b64:false', holds: ({ header }) => header['b64'] !== false },
  {
    name: 'RFC 7515 section 4.1.4: kid is a string, and we bound it',
    holds: ({ header: { kid } }) =>
      absentOr(kid, (value) => typeof value === 'string' && Buffer.byteLength(value) <= maxKidBytes)
  },
  {
    name: 'RFC 9068 section 4 (strict) or RFC 8725 section 3.11: typ tells no other kind of JWT',
    holds: ({ header: { typ } }, { strict }) => {
      if (typ === undefined) return !strict
      if (typeof typ !== 'string') return false
      return (strict ? ['at+jwt'] : ordinaryTypes).includes(mediaType(typ))
    }
  }
]

/** RFC 7519 sections 2 and 4.1: the registered claims. */
const claimChecks: readonly ReferenceCheck[] = [
  { name: 'iss is the issuer', holds: ({ claims }, { issuer }) => claims['iss'] === issuer },
  {
    name: 'aud is a string or an array of strings, and has our identifier',
    holds: ({ claims: { aud } }, { audience }) =>
      Array.isArray(aud) ? aud.every(isText) && aud.includes(audience) : aud === audience
  },
  {
    name: 'aud has one value where that is demanded',
    holds: ({ claims: { aud } }, { rejectMultipleAudiences = false }) =>
      !rejectMultipleAudiences || !Array.isArray(aud) || aud.length === 1
  },
  {
    name: 'the time is before exp',
    holds: ({ claims: { exp } }, { now, toleranceSeconds }) => isTime(exp) && now < exp + toleranceSeconds
  },
  {
    name: 'the time is not before nbf',
    holds: ({ claims: { nbf } }, { now, toleranceSeconds }) =>
      absentOr(nbf, (value) => isTime(value) && value <= now + toleranceSeconds)
  },
  {
    name: 'iat is not in the future',
    holds: ({ claims: { iat } }, { now, toleranceSeconds }) => {
      const latest = now + Math.max(toleranceSeconds, earliestIatToleranceSeconds)
      return absentOr(iat, (value) => isTime(value) && value <= latest)
    }
  },
  {
    name: 'the token is not older than what is allowed',
    holds: ({ claims: { iat } }, { now, toleranceSeconds, maxTokenAgeSeconds }) =>
      maxTokenAgeSeconds === undefined || (isTime(iat) && now - iat <= maxTokenAgeSeconds + toleranceSeconds)
  },
  {
    name: 'sub is a string if it is present',
    holds: ({ claims: { sub } }) => absentOr(sub, isText)
  },
  {
    name: 'RFC 9068 section 2.2 (strict): sub, client_id, iat and jti are there',
    holds: ({ claims }, { strict }) =>
      !strict || ([claims['sub'], claims['client_id'], claims['jti']].every(isText) && isTime(claims['iat']))
  }
]

/** RFC 8725 section 3.12: marks of other kinds of JWT, and RFC 7800: bindings that nobody can confirm. */
const kindChecks: readonly ReferenceCheck[] = [
  {
    name: 'no claim says that this is an ID, refresh or logout token',
    holds: ({ claims: { typ, tokenType, token_use: use } }) =>
      ![typ, tokenType].some((name) => typeof name === 'string' && otherKind.test(name)) && use !== 'id'
  },
  {
    name: 'JARM section 2.1: this is no authorization response',
    holds: ({ claims }) =>
      !Object.hasOwn(claims, 'code') || (Object.hasOwn(claims, 'sub') && !Object.hasOwn(claims, 'state'))
  },
  {
    name: 'no mark of an ID token where nothing speaks for an access token',
    holds: ({ header: { typ }, claims }) => {
      const marked = ['at_hash', 'c_hash', 'nonce'].some((name) => Object.hasOwn(claims, name))
      const explicit = typeof typ === 'string' && mediaType(typ) === 'at+jwt'
      return !marked || explicit || Object.hasOwn(claims, 'scope') || Object.hasOwn(claims, 'scp')
    }
  },
  { name: 'the token is not bound to a key', holds: ({ claims }) => !Object.hasOwn(claims, 'cnf') }
]

/** Every check that a token has to pass once its signature was verified. */
export const checks: readonly ReferenceCheck[] = [...headerChecks, ...claimChecks, ...kindChecks]
