import { inspectClaims, type ClaimFailure } from '@portcullis/core/inspect'
import type { IssuerSpecificOptions } from '@portcullis/core'
import { presetRules } from '../../provider/call-preset.ts'
import { recognizeProvider } from '../../provider/recognize-provider.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import type { GivenToken } from './given.ts'

/** Returns why an API with default options refuses the claims, in the order of its checks. */
export function claimFailures(token: GivenToken, facts: DoctorFacts): readonly ClaimFailure[] {
  return failuresUnder({}, token, facts)
}

/** Returns why an API with profile `rfc9068` refuses the claims. */
export function strictFailures(token: GivenToken, facts: DoctorFacts): readonly ClaimFailure[] {
  return failuresUnder({ profile: 'rfc9068' }, token, facts)
}

/** Returns why an API with the preset of the issuer's product refuses the claims; none without a preset. */
export function presetFailures(token: GivenToken, facts: DoctorFacts): readonly ClaimFailure[] {
  const { issuer } = facts.settings
  const provider = recognizeProvider(issuer, facts.metadata.chosen?.document)
  return provider === undefined ? [] : failuresUnder(presetRules(provider, issuer), token, facts)
}

function failuresUnder(
  options: IssuerSpecificOptions,
  { header, claims }: GivenToken,
  { now }: DoctorFacts
): readonly ClaimFailure[] {
  return inspectClaims({ unverifiedHeader: header, unverifiedClaims: claims }, { options, now })
}
