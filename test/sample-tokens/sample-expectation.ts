import type { AuthContext, ErrorCode, Guard, ProtectedResourceOptions } from '@portcullis/core'

/** One way to configure a protected resource for a sample, and what comes of the token then. */
export interface SampleSettings {
  title: string
  options: ProtectedResourceOptions
  /** The reason of the refusal; without one the token is accepted. */
  refusal?: ErrorCode
  /** What the context of an accepted token has to say. */
  context?: Partial<AuthContext>
  /** Guards that the accepted token satisfies, and guards that it does not. */
  satisfies?: readonly Guard[]
  lacks?: readonly Guard[]
}

/** A sample token of a provider, by its name in the fixture, with the settings that its verdict depends on. */
export interface SampleExpectation {
  provider: string
  name: string
  settings: readonly SampleSettings[]
}
