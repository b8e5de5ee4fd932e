import { isConfigurationError, type IssuerSpecificOptions } from '@portcullis/core'
import * as presets from '@portcullis/core/presets'
import { optionsProblem } from '@portcullis/core/inspect'
import { isJsonObject, type JsonObject } from '../json/json.ts'
import type { RecognizedProvider } from './recognize-provider.ts'

/** Returns the options of a product's preset, undefined if the preset refuses the audience. */
export function callPreset(provider: RecognizedProvider, audience: string): JsonObject | undefined {
  const called = tryPreset(provider, audience)
  return isJsonObject(called) && !isConfigurationError(called) ? called : undefined
}

/** Names in the forms that presets take: an identifier, a GUID, a number. */
const PLACEHOLDERS = ['https://api.example.com', '00000000-0000-0000-0000-000000000000', '0']

/**
 * Returns the options of a product's preset for one issuer, without its name and keys: which claims mean
 * what, and what marks an ID token. The audience in them is a placeholder.
 */
export function presetRules(provider: RecognizedProvider, issuer: string): IssuerSpecificOptions {
  const called = PLACEHOLDERS.map((name) => callPreset(provider, name))
  const options = called.find((one) => one !== undefined) ?? {}
  const { issuer: _, issuers, jwksUri: __, ...shared } = options
  const listed: readonly unknown[] = Array.isArray(issuers) ? issuers : []
  const own = listed.find((one) => isJsonObject(one) && one['issuer'] === issuer)
  const { issuer: ___, jwksUri: ____, tenants: _____, ...specific } = isJsonObject(own) ? own : {}
  return { ...shared, ...specific }
}

/** Returns why a preset, or `requireAuth` with its options, would not start; undefined if both do. */
export function complaintOfPreset(provider: RecognizedProvider, audience: string): string | undefined {
  const called = tryPreset(provider, audience)
  if (isConfigurationError(called)) return called.message
  return isJsonObject(called) ? optionsProblem(called) : undefined
}

function tryPreset(provider: RecognizedProvider, audience: string): unknown {
  const preset: unknown = Reflect.get(presets, provider.preset)
  if (typeof preset !== 'function') return undefined
  try {
    return Reflect.apply(preset, undefined, [argumentsFor(provider, audience)])
  } catch (error) {
    if (isConfigurationError(error)) return error
    throw error
  }
}

/** Returns the arguments of a product's preset, the audience in the form that the preset takes. */
export function argumentsFor(
  { arguments: known, audience: name }: RecognizedProvider,
  audience: string
): RecognizedProvider['arguments'] {
  if (name === undefined) return known
  return { ...known, [name]: name === 'clientIds' ? [audience] : audience }
}
