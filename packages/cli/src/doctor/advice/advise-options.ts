import { optionsProblem } from '@portcullis/core/inspect'
import { hasMember, isJsonObject, stringMember } from '../../json/json.ts'
import { argumentsFor, callPreset, complaintOfPreset } from '../../provider/call-preset.ts'
import {
  isBoundToClients,
  recognizeProvider,
  type RecognizedProvider
} from '../../provider/recognize-provider.ts'
import { objectLiteral, type OptionValue } from '../../provider/source-text.ts'
import type { Finding } from '../checks/doctor-check.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'

type Options = Readonly<Record<string, OptionValue>>

/** Options to paste into the API. */
export interface Advice {
  /** options of `requireAuth` and `createProtectedResource` */
  readonly options: Readonly<Record<string, OptionValue>>
  /** the options as source text; undefined if `requireAuth` refuses them */
  readonly source: string | undefined
  /** why `requireAuth` refuses the options; undefined if it accepts them */
  readonly complaint: string | undefined
  /** the product of the issuer; undefined if it is not recognized */
  readonly provider: RecognizedProvider | undefined
  /** the preset call as source text, with the same options and more; undefined if it would not start */
  readonly presetSource: string | undefined
  /** why there is no preset call for a recognized product; undefined if there is one */
  readonly presetComplaint: string | undefined
  /** whether the audience or client id is an example that you must replace */
  readonly audienceIsExample: boolean
}

const EXAMPLE_AUDIENCE = 'https://api.example.com'
const EXAMPLE_CLIENT = 'my-client'

/** Finding by check id. */
export type Findings = ReadonlyMap<string, Finding>

/** Returns the exact options for an issuer, and the preset call if its product is recognized. */
export function adviseOptions(facts: DoctorFacts, findings: Findings): Advice {
  const issuer = adviseIssuer(facts, findings)
  const http = adviseHttp(facts.settings.allowHttp)
  const provider = withArguments(recognizeProvider(issuer, facts.metadata.chosen?.document), http)
  const audience = facts.settings.audience ?? facts.settings.resource
  const isBound = isBoundByClient(facts, provider, audience)
  const clientId = isBound ? clientOf(facts, audience) : undefined
  const known = clientId ?? audience
  const name = known ?? (isBound ? EXAMPLE_CLIENT : EXAMPLE_AUDIENCE)
  const isClient = isBound && (clientId !== undefined || audience === undefined)
  const options = {
    issuer,
    audience: isClient ? clientAudience(provider, name) : name,
    ...adviseKeys(facts),
    ...http,
    ...adviseProfile(findings)
  }
  return { ...describe(options, provider, name), audienceIsExample: known === undefined }
}

/** Returns the options for an issuer whose metadata was not read. */
export function adviseWithoutMetadata(
  issuer: string,
  audience: string,
  allowHttp?: readonly string[]
): Advice {
  const http = adviseHttp(allowHttp)
  const provider = withArguments(recognizeProvider(issuer, undefined), http)
  const options = { issuer, audience, ...http }
  return { ...describe(options, provider, audience), audienceIsExample: false }
}

// A trailing slash is a typo; a person must decide about every other difference.
function adviseIssuer(facts: DoctorFacts, findings: Findings): string {
  const published = stringMember(facts.metadata.chosen?.document, 'issuer')
  const isTypo = findings.get('X-05')?.reason === 'slash'
  return isTypo && published !== undefined ? published : facts.settings.issuer
}

// By the product, or by a sample token without an audience.
function isBoundByClient(
  { token }: DoctorFacts,
  provider: RecognizedProvider | undefined,
  audience: string | undefined
): boolean {
  if (isBoundToClients(provider)) return true
  const claims = token?.unverifiedClaims
  return claims !== undefined && !hasMember(claims, 'aud') && audience === undefined
}

// The client of the sample token counts only if the options name neither client nor audience.
function clientOf({ settings, token }: DoctorFacts, audience: string | undefined): string | undefined {
  const claims = audience === undefined ? token?.unverifiedClaims : undefined
  return settings.clientId ?? stringMember(claims, 'client_id') ?? stringMember(claims, 'azp')
}

// In the form of the product's preset: some products name the client in "aud".
function clientAudience(provider: RecognizedProvider | undefined, clientId: string): OptionValue {
  const fallback = { clientIds: [clientId] }
  if (provider === undefined) return fallback
  const byPreset = callPreset(provider, clientId)?.['audience']
  if (typeof byPreset === 'string') return byPreset
  if (Array.isArray(byPreset)) return byPreset.map(String)
  return isJsonObject(byPreset) ? fallback : clientId
}

// Metadata at an address that the API does not try: the options must name the keys.
function adviseKeys({ metadata: { chosen } }: DoctorFacts): Options {
  const jwksUri = stringMember(chosen?.document, 'jwks_uri')
  return chosen?.spelling === 'openid_inserted' && jwksUri !== undefined ? { jwksUri } : {}
}

// Presets take this option by the same name.
function withArguments(
  provider: RecognizedProvider | undefined,
  further: Options
): RecognizedProvider | undefined {
  return provider && { ...provider, arguments: { ...provider.arguments, ...further } }
}

// In addition to the hosts that need no entry.
function adviseHttp(allowHttp: readonly string[] = []): {
  readonly dangerouslyAllowHttp?: readonly string[]
} {
  return allowHttp.length === 0 ? {} : { dangerouslyAllowHttp: allowHttp }
}

// The strict profile only if a token has shown that it passes.
function adviseProfile(findings: Findings): Options {
  const isStrict = ['X-32', 'X-34'].every((id) => findings.get(id)?.status === 'pass')
  return isStrict ? { profile: 'rfc9068' } : {}
}

function describe(
  options: Options,
  provider: RecognizedProvider | undefined,
  audience: string
): Omit<Advice, 'audienceIsExample'> {
  const complaint = optionsProblem(options)
  const source = complaint === undefined ? objectLiteral(options) : undefined
  const none = { options, source, complaint, provider, presetSource: undefined, presetComplaint: undefined }
  if (provider === undefined) return none
  const presetComplaint = complaintOfPreset(provider, audience)
  if (presetComplaint !== undefined) return { ...none, presetComplaint }
  const presetSource = `${provider.preset}(${objectLiteral(argumentsFor(provider, audience))})`
  return { ...none, presetSource }
}
