import type { DoctorSettings } from '../../src/doctor/facts/doctor-settings.ts'
import type {
  ApiFacts,
  ApiProbes,
  DoctorFacts,
  MetadataAttempt,
  ServerProbes
} from '../../src/doctor/facts/doctor-facts.ts'
import { readChallenges } from '../../src/doctor/facts/read-challenges.ts'
import type { Exchange } from '../../src/http/exchange.ts'
import type { JsonObject } from '../../src/json/json.ts'
import { answered, API, ISSUER, type AnswerChange } from './exchanges.ts'
import { attempt, goodApi, goodProbes } from './good-facts.ts'

/** Returns changed facts. */
export type Change = (facts: DoctorFacts) => DoctorFacts

/** Changes settings. */
export function withSettings(settings: Partial<DoctorSettings>): Change {
  return (facts) => ({ ...facts, settings: { ...facts.settings, ...settings } })
}

/** Changes members of the metadata document; undefined removes one. */
export function withDocument(members: JsonObject, change: AnswerChange = {}): Change {
  return (facts) => {
    const merged = { ...facts.metadata.chosen?.document, ...members }
    const document = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined))
    const found = attempt(document, change)
    return { ...facts, metadata: { attempts: [found], chosen: found } }
  }
}

/** Replaces the attempts to find metadata; the first with a document is chosen. */
export function withAttempts(...attempts: readonly MetadataAttempt[]): Change {
  return (facts) => {
    const found = attempts.find(({ document }) => document !== undefined)
    const chosen = found?.document === undefined ? undefined : { ...found, document: found.document }
    return { ...facts, metadata: { attempts, chosen } }
  }
}

/** An attempt that found no document. */
export function fruitless(exchange: Exchange): MetadataAttempt {
  return { spelling: 'openid_appended', exchange, document: undefined }
}

/** Replaces the keys. */
export function withKeys(...keys: readonly JsonObject[]): Change {
  return (facts) => withKeyAnswer(facts.keys?.exchange ?? answered(ISSUER), keys)(facts)
}

/** Replaces the answer of the key set address. */
export function withKeyAnswer(exchange: Exchange, keys?: readonly JsonObject[]): Change {
  return (facts) => ({ ...facts, keys: { exchange, keys, skipped: new Map() } })
}

/** Changes header and claims of the sample token; undefined removes a member. */
export function withToken(claims: JsonObject, header: JsonObject = {}): Change {
  return (facts) => ({
    ...facts,
    token: {
      failure: undefined,
      signatureFailure: undefined,
      bytes: facts.token?.bytes ?? 0,
      unverifiedHeader: merge(facts.token?.unverifiedHeader, header),
      unverifiedClaims: merge(facts.token?.unverifiedClaims, claims)
    }
  })
}

function merge(members: JsonObject | undefined, changes: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries({ ...members, ...changes }).filter(([, value]) => value !== undefined)
  )
}

/** Changes the answers of the API. */
export function withApi(change: Partial<ApiFacts>): Change {
  return (facts) => ({ ...facts, api: { ...(facts.api ?? goodApi()), ...change } })
}

/** Changes the API's answer to a request without a token. */
export function withBare(change: AnswerChange): Change {
  const bare = answered(API, { status: 401, ...change })
  return withApi({ bare, challenges: readChallenges(bare) })
}

/** Changes the challenge of the API. */
export function challenged(...lines: readonly string[]): Change {
  return withBare({ headers: { 'www-authenticate': lines, 'cache-control': 'no-store' } })
}

/** Changes the API's answers to invalid tokens. */
export function withProbes(change: Partial<ApiProbes>): Change {
  return withApi({ probes: { ...goodProbes(), ...change } })
}

/** Changes the authorization server's answers to requests that must fail. */
export function withServerProbes(change: Partial<ServerProbes>): Change {
  return (facts) => ({
    ...facts,
    serverProbes: {
      withoutChallenge: undefined,
      bogusCode: undefined,
      bogusCodeFromPage: undefined,
      tokenByGet: undefined,
      ...facts.serverProbes,
      ...change
    }
  })
}

/** Applies several changes in order. */
export function all(...changes: readonly Change[]): Change {
  return (facts) => changes.reduce((changed, change) => change(changed), facts)
}

/** Facts, and the result that a check must have. */
export interface CheckCase {
  readonly id: string
  readonly ends: `${'pass' | 'warn' | 'fail' | 'skip'} ${string}`
  readonly when: Change
}
