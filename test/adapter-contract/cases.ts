import { guards } from './cases/guards.ts'
import { invalidTokens, otherAudienceEverywhere } from './cases/invalid-tokens.ts'
import { malformedCredentials } from './cases/malformed-credentials.ts'
import { missingCredentials } from './cases/missing-credentials.ts'
import { optional } from './cases/optional.ts'
import type { ContractCase } from './contract-case.ts'

/** The adapter contract: what every adapter has to answer, byte for byte. */
export const cases: readonly ContractCase[] = [
  ...missingCredentials,
  ...malformedCredentials,
  ...invalidTokens,
  ...otherAudienceEverywhere,
  ...guards,
  ...optional
]
