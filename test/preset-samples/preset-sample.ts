import type { AuthContext, ErrorCode, Guard } from '@portcullis/core'
import type { PresetOptions } from '@portcullis/core/presets'

/** A preset with the arguments that a sample token calls for, and what comes of the token then. */
export interface PresetSample {
  readonly provider: string
  readonly name: string
  readonly title: string
  readonly options: PresetOptions
  /** Where the provider publishes its keys. */
  readonly keysAt: string
  /** The reason of the refusal; without one the token is accepted. */
  readonly refusal?: ErrorCode
  /** What its hint says beside. */
  readonly hint?: RegExp
  /** Whether the token is a machine's; left out where this can't be told. */
  readonly isMachine?: boolean
  readonly context?: Partial<AuthContext>
  readonly satisfies?: readonly Guard[]
  readonly lacks?: readonly Guard[]
}
