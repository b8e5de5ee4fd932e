import * as presets from '@portcullis/core/presets'
import { isJsonObject, type JsonObject } from '../../http/json.ts'
import type { RecognizedProvider } from './recognize-provider.ts'

/**
 * The options that a product's preset gives, undefined when it does not accept the audience: presets know
 * what an audience looks like at their product.
 */
export function callPreset(provider: RecognizedProvider, audience: string): JsonObject | undefined {
  const preset: unknown = Reflect.get(presets, provider.preset)
  if (typeof preset !== 'function') return undefined
  try {
    const options: unknown = Reflect.apply(preset, undefined, [argumentsFor(provider, audience)])
    return isJsonObject(options) ? options : undefined
  } catch {
    return undefined
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
