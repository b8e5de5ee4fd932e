import * as jose from '../../../src/jws/engine/jose.ts'
import { createEngine } from '../../../src/jws/engine/node.ts'
import type {
  ImportVerificationKey,
  SignatureThread,
  VerificationKey
} from '../../../src/jws/verification-key.ts'
import type { Vector } from './vector.ts'

/** What the engines say of a signature. */
export interface Judgement {
  readonly title: string
  readonly verdicts: Readonly<Record<'thread pool' | 'main thread' | 'single core' | 'jose', string>>
  readonly accepted: boolean
  /** Whether all accept or all refuse. */
  readonly agree: boolean
  readonly threw: boolean
}

/** Verifies a vector with an engine; each key is imported once. */
export type VerifyVector = (vector: Vector, thread: SignatureThread) => boolean | Promise<boolean>

/** Makes an engine verify vectors. */
export function verifierOf(importKey: ImportVerificationKey): VerifyVector {
  const imported = new Map<string, Promise<VerificationKey>>()
  return async ({ jwk, algorithm, signingInput, signature }, thread) => {
    const name = `${algorithm} ${JSON.stringify(jwk)}`
    const importing = imported.get(name) ?? Promise.resolve(importKey({ ...jwk }, [algorithm]))
    imported.set(name, importing)
    return (await importing).verify({ signingInput, signature }, algorithm, thread)
  }
}

const severalCores = verifierOf(createEngine(2))
const singleCore = verifierOf(createEngine(1))
const withJose = verifierOf(jose.importVerificationKey)

/** Asks every engine about a signature. An engine that throws refuses, but is reported. */
export async function judge(vector: Vector): Promise<Judgement> {
  const verdicts = {
    'thread pool': await verdictOf(() => severalCores(vector, 'threadPool')),
    'main thread': await verdictOf(() => severalCores(vector, 'mainThread')),
    'single core': await verdictOf(() => singleCore(vector, 'threadPool')),
    jose: await verdictOf(() => withJose(vector, 'threadPool'))
  }
  const all = Object.values(verdicts)
  const accepted = all.filter((verdict) => verdict === 'good').length
  return {
    title: vector.title,
    verdicts,
    accepted: accepted > 0,
    agree: accepted === 0 || accepted === all.length,
    threw: all.some((verdict) => verdict.startsWith('threw'))
  }
}

async function verdictOf(verify: () => boolean | Promise<boolean>): Promise<string> {
  try {
    return (await verify()) ? 'good' : 'bad'
  } catch (error) {
    return `threw ${String(error)}`
  }
}
