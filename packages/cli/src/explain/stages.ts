import type { Stage } from '@portcullis/core'

/** The stages of the request pipeline in their order, and what a token has shown that passed each. */
export const PASSED: Readonly<Record<Stage, string>> = {
  credentials: 'one token',
  token: 'a signed JWT, header and claims readable',
  issuer: 'the configured one',
  algorithm: 'allowed',
  claims: 'type, times and audience as required',
  keys: 'fetched; the key of the token is among them',
  signature: 'verified',
  guards: 'every required scope'
}

/** The same for an opaque token that the authorization server was asked about. */
export const INTROSPECTED: Readonly<Partial<Record<Stage, string>>> = {
  token: 'opaque; the authorization server says that it is active',
  algorithm: 'none: an opaque token is not signed',
  keys: 'not needed: the server was asked (RFC 7662)',
  signature: 'not needed: the server was asked (RFC 7662)'
}

/** The stages of the request pipeline, in their order. */
export const STAGES: readonly Stage[] = Object.keys(PASSED).filter((name): name is Stage => name in PASSED)
