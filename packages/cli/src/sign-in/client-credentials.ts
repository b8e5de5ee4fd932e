import * as oauth from 'oauth4webapi'
import { parametersOf, type Parties, type TokenRequest } from './parties.ts'

/** Requests a token for the client itself, without a person (RFC 6749 section 4.4). */
export async function requestWithCredentials(
  { server, client, authentication, options }: Parties,
  request: TokenRequest
): Promise<oauth.TokenEndpointResponse> {
  const parameters = parametersOf(request)
  const response = await oauth.clientCredentialsGrantRequest(
    server,
    client,
    authentication,
    parameters,
    options
  )
  return await oauth.processClientCredentialsResponse(server, client, response)
}
