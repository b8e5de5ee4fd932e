import * as jose from '../../../src/jws/engine/jose.ts'
import { createEngine } from '../../../src/jws/engine/node.ts'
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

const severalCores = createEngine(2)
const singleCore = createEngine(1)

/** Asks every engine about a signature. What throws has refused, but is told. */
export async function judge(vector: Vector): Promise<Judgement> {
  const verdicts = {
    'thread pool': await verdictOf(() => severalCores(vector, 'threadPool')),
    'main thread': await verdictOf(() => severalCores(vector, 'mainThread')),
    'single core': await verdictOf(() => singleCore(vector, 'threadPool')),
    jose: await verdictOf(() => jose.verify(vector, 'threadPool'))
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
