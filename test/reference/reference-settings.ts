import type { AlgorithmName } from '@portcullis/core'
import type { JSONWebKeySet } from 'jose'

/** What the reference knows of the protected resource; the words of the standards, not those of the core. */
export interface ReferenceSettings {
  issuer: string
  audience: string
  jwks: JSONWebKeySet
  algorithms: readonly AlgorithmName[]
  strict: boolean
  toleranceSeconds: number
  maxTokenAgeSeconds?: number
  rejectMultipleAudiences?: boolean
  /** The time, in whole seconds since the epoch. */
  now: number
}

/** Header and claims of a token; the reference asks its checks only once the signature was verified. */
export interface ReferenceToken {
  header: Readonly<Record<string, unknown>>
  claims: Readonly<Record<string, unknown>>
}

/** One sentence of a standard: true where the token keeps it. The name is what a refusal is reported with. */
export interface ReferenceCheck {
  name: string
  holds(token: ReferenceToken, settings: ReferenceSettings): boolean
}

/** What a route has to be told of the caller. */
export interface ReferenceContext {
  subject: string | undefined
  clientId: string
  scopes: string[]
  audience: string[]
  expiresAt: number
}

/** The decision, with the check that refused or the context that a route sees. */
export type ReferenceVerdict =
  { accepted: true; context: ReferenceContext } | { accepted: false; refusedBy: string }
