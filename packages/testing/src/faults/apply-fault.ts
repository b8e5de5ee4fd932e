import { setTimeout as sleep } from 'node:timers/promises'
import { BAD_KEY_KINDS, createBadKey } from '../keys/create-bad-key.ts'
import type { BadKeyKind } from '../keys/create-bad-key.ts'
import type { JsonObject } from '@portcullis/core'
import { toggleSlash } from '../toggle-slash.ts'
import type { FaultKind, FaultOf } from './fault.ts'
import { textOf } from './planned-answer.ts'
import type { PlannedAnswer } from './planned-answer.ts'

type Applier<Kind extends FaultKind> = (plan: PlannedAnswer, fault: FaultOf<Kind>) => PlannedAnswer

const DEFAULT_PADDING_BYTES = 64 * 1024 * 1024

/**
 * Turns the plan of an answer into the plan of the answer with this fault.
 *
 * @param plan Is not changed.
 */
export function applyFault<Kind extends FaultKind>(plan: PlannedAnswer, fault: FaultOf<Kind>): PlannedAnswer {
  const apply: Applier<Kind> = APPLIERS[fault.kind]
  return apply(plan, fault)
}

/** Returns whether there is a fault of this name, for callers without a type checker. */
export function isFaultKind(name: string): name is FaultKind {
  return Object.hasOwn(APPLIERS, name)
}

const APPLIERS: { readonly [Kind in FaultKind]: Applier<Kind> } = {
  reset: (plan) => ({ ...plan, delivery: { way: 'reset' } }),
  hang: (plan) => ({ ...plan, delivery: { way: 'hang' } }),
  delay: (plan, { seconds }) => ({
    ...plan,
    pauses: [...plan.pauses, (signal) => sleep(seconds * 1000, undefined, { signal })]
  }),
  wait: (plan, { until }) => {
    const released = until()
    // If it fails before its turn, only the answer fails: no rejection is unhandled.
    released.catch(() => undefined)
    return { ...plan, pauses: [...plan.pauses, () => released] }
  },
  drip: (plan, { bytes = 1, everySeconds = 0.1 }) => ({
    ...plan,
    delivery: { way: 'drip', bytes, everySeconds }
  }),
  cutOff: (plan) => ({ ...plan, delivery: { way: 'cutOff' } }),
  huge: (plan, { bytes = DEFAULT_PADDING_BYTES, declareLength = false }) => ({
    ...plan,
    delivery: { way: 'padded', paddingBytes: bytes, declareLength }
  }),
  gzipBomb: (plan, { bytes = DEFAULT_PADDING_BYTES }) => ({
    ...plan,
    delivery: { way: 'gzip', paddingBytes: bytes }
  }),

  html: (plan) =>
    replaceBody(plan, '<!doctype html><title>Sign in</title><p>Please sign in.</p>\n', 'text/html'),
  truncated: (plan) => {
    const text = textOf(plan)
    return { ...plan, body: text.slice(0, Math.floor(text.length / 2)) }
  },
  body: (plan, { text, contentType = 'application/json' }) => replaceBody(plan, text, contentType),
  status: (plan, { status, headers = {} }) =>
    addHeaders({ ...replaceBody(plan, '{"error":"test_fault"}', 'application/json'), status }, headers),
  headers: (plan, { headers }) => addHeaders(plan, headers),
  redirect: (plan, { location, status = 302 }) => addHeaders({ ...plan, body: '', status }, { location }),

  members: (plan, { members }) => replaceMembers(plan, members),
  wrongIssuer: (plan, { issuer = 'https://other-issuer.example.test' }) => replaceMembers(plan, { issuer }),
  issuerWithSlash: (plan) => replaceMembers(plan, { issuer: toggleSlash(String(plan.document['issuer'])) }),
  insecureJwksUri: (plan) => replaceMembers(plan, { jwks_uri: 'http://keys.example.test/jwks' }),
  emptySet: (plan) => replaceMembers(plan, { keys: [] }),
  keysMissing: (plan) => replaceMembers(plan, { keys: undefined }),
  keysNotArray: (plan) => replaceMembers(plan, { keys: {} }),
  badKeys: (plan, { keys = BAD_KEY_KINDS }) =>
    replaceMembers(plan, { keys: [...createBadKeys(keys), ...keysOf(plan)] }),
  noUsableKey: (plan) => replaceMembers(plan, { keys: createBadKeys(UNUSABLE_KEY_KINDS) }),
  keysWithoutKid: (plan) => replaceMembers(plan, { keys: keysOf(plan).map(withoutKid) })
}

/** A published private key is a serious mistake, and usable. */
const UNUSABLE_KEY_KINDS = BAD_KEY_KINDS.filter((kind) => kind !== 'privateMembers')

function replaceBody(plan: PlannedAnswer, body: string, contentType: string): PlannedAnswer {
  return addHeaders({ ...plan, body }, { 'content-type': contentType })
}

function addHeaders(plan: PlannedAnswer, headers: Readonly<Record<string, string>>): PlannedAnswer {
  return { ...plan, headers: [...plan.headers, ...Object.entries(headers)] }
}

function replaceMembers(plan: PlannedAnswer, members: JsonObject): PlannedAnswer {
  return { ...plan, document: { ...plan.document, ...members } }
}

function createBadKeys(kinds: readonly BadKeyKind[]): unknown[] {
  return kinds.map((kind) => createBadKey(kind))
}

function keysOf(plan: PlannedAnswer): readonly unknown[] {
  const { keys } = plan.document
  return Array.isArray(keys) ? keys : []
}

function withoutKid(key: unknown): unknown {
  return typeof key === 'object' && key !== null ? { ...key, kid: undefined } : key
}
