import type { JsonObject } from '@portcullis/core'

/** How the bytes of an answer go out. */
export type Delivery =
  | { readonly way: 'whole' | 'reset' | 'hang' | 'cutOff' }
  | { readonly way: 'drip'; readonly bytes: number; readonly everySeconds: number }
  | { readonly way: 'padded'; readonly paddingBytes: number; readonly declareLength: boolean }
  | { readonly way: 'gzip'; readonly paddingBytes: number }

/** Something that is waited for before an answer starts; it ends early when the client goes away. */
type Pause = (signal: AbortSignal) => Promise<unknown>

/** An answer as it was decided when the request arrived. Faults turn one plan into another. */
export interface PlannedAnswer {
  readonly status: number
  /** Fields; of several with one name, in any case, the last counts. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** The document that is served. */
  readonly document: JsonObject
  /** Text that is sent instead of the document. */
  readonly body?: string
  readonly pauses: readonly Pause[]
  readonly delivery: Delivery
}

/** The answer of a healthy server. */
export function planAnswer(document: JsonObject): PlannedAnswer {
  return {
    status: 200,
    headers: [['content-type', 'application/json']],
    document,
    pauses: [],
    delivery: { way: 'whole' }
  }
}

/** The text that a plan sends. */
export function textOf(plan: PlannedAnswer): string {
  return plan.body ?? JSON.stringify(plan.document)
}
