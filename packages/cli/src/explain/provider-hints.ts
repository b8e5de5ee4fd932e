import type { Hints } from '@portcullis/core'
import { isJsonObject } from '../json/json.ts'
import { callPreset } from '../provider/call-preset.ts'
import { recognizeProvider } from '../provider/recognize-provider.ts'
import type { ExplainSettings } from './explain-settings.ts'

/** Returns the hints about refusals from the preset of the issuer's product; none if it is not recognized. */
export function providerHints({ issuer, audiences, clientIds = [] }: ExplainSettings): Hints {
  const provider = recognizeProvider(issuer, undefined)
  const [audience = ''] = provider?.audience === 'clientIds' ? clientIds : audiences
  const hints = provider === undefined ? undefined : callPreset(provider, audience)?.['hints']
  if (!isJsonObject(hints)) return {}
  return Object.fromEntries(
    Object.entries(hints).flatMap(([code, hint]) => (typeof hint === 'string' ? [[code, hint] as const] : []))
  )
}
