import type { TokenEndpointResponse } from 'oauth4webapi'
import { askApi, type ApiDemand, type NoAnswer } from '../discovery/ask-api.ts'
import { printable } from '../terminal/printable.ts'
import { obtainToken, type TokenGrant } from './obtain-token.ts'
import type { Parties, TokenRequest } from './parties.ts'
import { stepUp } from './step-up.ts'

/** What a token is obtained with, and the API that must accept it. */
export interface Obtaining {
  readonly parties: Parties
  readonly request: TokenRequest
  readonly grant: TokenGrant
  /** Undefined if there is none to ask. */
  readonly api: string | undefined
  /** Tells the person what happens. */
  readonly note: (text: string) => void
}

/** A token, and what the API has against it. */
export interface Obtained {
  readonly response: TokenEndpointResponse
  /** Undefined if the API accepts the token, or there is none to ask. */
  readonly refusal: string | undefined
}

/**
 * Obtains a token and shows it to the API. If the API asks for more scopes or a stronger authentication, it
 * obtains another one, once.
 *
 * @throws {NoTokenError} If a server gives no token.
 */
export async function obtainAccepted({ parties, request, grant, api, note }: Obtaining): Promise<Obtained> {
  const first = await obtainToken(parties, request, grant)
  if (api === undefined) return { response: first, refusal: undefined }
  const demand = await askApi(api, first.access_token)
  const raised = 'status' in demand && isRefused(demand) ? stepUp(request, demand) : undefined
  if (raised === undefined) return { response: first, refusal: describe(demand) }
  note(`The API requires more: ${wanted(raised)}`)
  const response = await obtainToken(parties, raised, grant)
  return { response, refusal: describe(await askApi(api, response.access_token)) }
}

function isRefused({ status }: ApiDemand): boolean {
  return status === 401 || status === 403
}

// A person signed in for the token: an API that does not answer must not lose it.
function describe(demand: ApiDemand | NoAnswer): string | undefined {
  if ('failure' in demand) return demand.failure
  if (!isRefused(demand)) return undefined
  const reason = demand.error === undefined ? '' : ` ${printable(demand.error)}`
  return `the API refuses the token (${demand.status}${reason}): pipe it into portcullis explain`
}

function wanted({ scopes, acrValues, maxAge }: TokenRequest): string {
  const parts = [
    ...(scopes.length === 0 ? [] : [`scope ${scopes.join(' ')}`]),
    ...(acrValues === undefined ? [] : [`acr ${acrValues}`]),
    ...(maxAge === undefined ? [] : [`an authentication at most ${maxAge} seconds ago`])
  ]
  return printable(parts.join(', '))
}
