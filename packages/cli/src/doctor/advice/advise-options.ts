import { stringMember } from '../../http/json.ts'
import type { Finding } from '../doctor-check.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import { argumentsFor, complaintOfPreset } from './call-preset.ts'
import { recognizeProvider, type RecognizedProvider } from './recognize-provider.ts'
import { objectLiteral, type OptionValue } from './source-text.ts'

/** What to paste into the API. */
export interface Advice {
  /** options of `requireAuth` and `createProtectedResource` */
  readonly options: Readonly<Record<string, OptionValue>>
  /** the options as source text */
  readonly source: string
  /** the product that the issuer belongs to; undefined when it is not recognised */
  readonly provider: RecognizedProvider | undefined
  /** the preset call of the recognised product as source text: it gives the same options and more */
  readonly presetSource: string | undefined
  /** what the preset minds about the audience, and there is no call of it then; undefined when it takes it */
  readonly presetComplaint: string | undefined
  /** whether the audience is a stand-in that a person must replace */
  readonly audienceIsExample: boolean
}

// Stands where nobody said what the audience is.
const EXAMPLE_AUDIENCE = 'https://api.example.com'

/** Finding by check id. */
export type Findings = ReadonlyMap<string, Finding>

/** The exact options for this issuer, and the preset call if we recognise whose it is. */
export function adviseOptions(facts: DoctorFacts, findings: Findings): Advice {
  const issuer = adviseIssuer(facts, findings)
  const audience = facts.settings.audience ?? facts.settings.resource
  const options = {
    issuer,
    audience: audience ?? EXAMPLE_AUDIENCE,
    ...adviseKeys(facts),
    ...adviseProfile(findings)
  }
  const provider = recognizeProvider(issuer, facts.metadata.chosen?.document)
  return {
    options,
    source: objectLiteral(options),
    provider,
    ...advisePreset(provider, bindsByClient(provider) ? (facts.settings.clientId ?? audience) : audience),
    audienceIsExample: audience === undefined
  }
}

// A slash too many is a slip of the pen; any other difference needs a person to decide.
function adviseIssuer(facts: DoctorFacts, findings: Findings): string {
  const published = stringMember(facts.metadata.chosen?.document, 'issuer')
  return findings.get('X-05')?.reason === 'slash' && published !== undefined
    ? published
    : facts.settings.issuer
}

// Metadata at an address that the API does not try: it needs to be told where the keys are.
function adviseKeys({ metadata: { chosen } }: DoctorFacts): Readonly<Record<string, OptionValue>> {
  const jwksUri = stringMember(chosen?.document, 'jwks_uri')
  return chosen?.spelling === 'openid_inserted' && jwksUri !== undefined ? { jwksUri } : {}
}

// The strict profile only when a token has shown that it would pass.
function adviseProfile(findings: Findings): Readonly<Record<string, OptionValue>> {
  const isStrict = ['X-32', 'X-34'].every((id) => findings.get(id)?.status === 'pass')
  return isStrict ? { profile: 'rfc9068' } : {}
}

function bindsByClient(provider: RecognizedProvider | undefined): boolean {
  return provider?.audience === 'clientIds' || provider?.audience === 'clientId'
}

function advisePreset(
  provider: RecognizedProvider | undefined,
  audience: string | undefined
): Pick<Advice, 'presetSource' | 'presetComplaint'> {
  if (provider === undefined) return { presetSource: undefined, presetComplaint: undefined }
  const presetComplaint = audience === undefined ? undefined : complaintOfPreset(provider, audience)
  const call = `${provider.preset}(${objectLiteral(argumentsFor(provider, audience ?? EXAMPLE_AUDIENCE))})`
  return { presetSource: presetComplaint === undefined ? call : undefined, presetComplaint }
}

/** The options of somebody who knows their issuer although its metadata was not found. */
export function adviseWithoutMetadata(issuer: string, audience: string): Advice {
  const options = { issuer, audience }
  const provider = recognizeProvider(issuer, undefined)
  const preset = advisePreset(provider, audience)
  return { options, source: objectLiteral(options), provider, ...preset, audienceIsExample: false }
}
