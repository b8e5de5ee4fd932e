import { inspectToken } from '@portcullis/core/inspect'
import { stringMember } from '../json/json.ts'
import { showToken, type ShownToken } from './explain-token.ts'

/** Settings that a token itself names. Nothing of it is verified. */
export interface ProposedSettings {
  /** issuer of the token; undefined if it names none */
  readonly issuer: string | undefined
  /** audiences of the token */
  readonly audiences: readonly string[]
  /** client of a token without an audience */
  readonly clientIds: readonly string[]
}

/** A token that was decoded, because there are no settings to check it against. */
export interface Proposal extends ShownToken {
  /** always `undecided` */
  readonly verdict: 'undecided'
  /** what to check the token against, if it comes from your own server */
  readonly proposal: ProposedSettings
}

/** Decodes a token and proposes the settings that it names. Verifies and fetches nothing. */
export function proposeSettings(token: string, showClaims: boolean): Proposal {
  const { unverifiedClaims: claims } = inspectToken(token)
  const audiences = [claims?.['aud']].flat().filter((one) => typeof one === 'string')
  const client = stringMember(claims, 'client_id') ?? stringMember(claims, 'azp')
  const clientIds = audiences.length === 0 && client !== undefined ? [client] : []
  const proposal = { issuer: stringMember(claims, 'iss'), audiences, clientIds }
  return { verdict: 'undecided', proposal, ...showToken(token, showClaims) }
}
