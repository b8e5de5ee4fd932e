import type { Hints } from '@portcullis/core'
import { callPreset } from '../doctor/advice/call-preset.ts'
import { recognizeProvider } from '../doctor/advice/recognize-provider.ts'
import { isJsonObject } from '../http/json.ts'
import type { ExplainSettings } from './explain-settings.ts'

/**
 * What the preset of the issuer's product has to say about refusals; nothing where the product is not
 * recognised.
 */
export function providerHints({ issuer, audiences, clientIds = [] }: ExplainSettings): Hints {
  const provider = recognizeProvider(issuer, undefined)
  const [audience = ''] = provider?.audience === 'clientIds' ? clientIds : audiences
  const hints = provider === undefined ? undefined : callPreset(provider, audience)?.['hints']
  if (!isJsonObject(hints)) return {}
  return Object.fromEntries(
    Object.entries(hints).flatMap(([code, hint]) => (typeof hint === 'string' ? [[code, hint] as const] : []))
  )
}
