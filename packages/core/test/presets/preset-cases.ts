import { hostedCases } from './hosted-cases.ts'
import { largeCases } from './large-cases.ts'
import type { PresetCase } from './preset-case.ts'
import { selfHostedCases } from './self-hosted-cases.ts'

/** Every preset at least once. */
export const presetCases: readonly PresetCase[] = [...largeCases, ...selfHostedCases, ...hostedCases]
