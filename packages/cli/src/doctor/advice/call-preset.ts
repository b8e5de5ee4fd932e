import { ConfigurationError } from '@portcullis/core'
import * as presets from '@portcullis/core/presets'
import { isJsonObject, type JsonObject } from '../../http/json.ts'
import type { RecognizedProvider } from './recognize-provider.ts'

/**
 * The options that a product's preset gives, undefined when it does not accept the audience: presets know
 * what an audience looks like at their product.
 */
export function callPreset(provider: RecognizedProvider, audience: string): JsonObject | undefined {
  const called = tryPreset(provider, audience)
  return isJsonObject(called) && !(called instanceof ConfigurationError) ? called : undefined
}

/** What a product's preset minds about the audience, without repeating it; undefined when it accepts it. */
export function complaintOfPreset(provider: RecognizedProvider, audience: string): string | undefined {
  const called = tryPreset(provider, audience)
  return called instanceof ConfigurationError ? called.message : undefined
}

function tryPreset(provider: RecognizedProvider, audience: string): unknown {
  const preset: unknown = Reflect.get(presets, provider.preset)
  if (typeof preset !== 'function') return undefined
  try {
    return Reflect.apply(preset, undefined, [argumentsFor(provider, audience)])
  } catch (error) {
    if (error instanceof ConfigurationError) return error
    throw error
  }
}

/** The arguments of a product's preset, the audience in the form that it wants. */
export function argumentsFor(
  { arguments: known, audience: name }: RecognizedProvider,
  audience: string
): RecognizedProvider['arguments'] {
  if (name === undefined) return known
  return { ...known, [name]: name === 'clientIds' ? [audience] : audience }
}
