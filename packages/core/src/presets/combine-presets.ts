import type { IssuerOptions } from '../options/protected-resource-options.ts'
import type { PresetOptions } from './define-preset.ts'

/**
 * Combines presets for an API that trusts several authorization servers: each issuer keeps its own audience,
 * mapping and rules.
 *
 * @param presets Options of presets, or of single issuers.
 * @returns Options of a protected resource.
 */
export function combinePresets(...presets: readonly PresetOptions[]): PresetOptions {
  return { issuers: presets.flatMap(issuersOf) }
}

function issuersOf({ issuer, issuers = [], ...shared }: PresetOptions): readonly IssuerOptions[] {
  const single = issuer === undefined ? [] : [{ issuer }]
  return [...single, ...issuers].map((each) => ({ ...shared, ...each }))
}
