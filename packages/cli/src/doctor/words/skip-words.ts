import type { SkipReason } from '../doctor-check.ts'

/** Why checks were not made, in words that follow their ids. */
export const SKIP_WORDS: Readonly<Record<SkipReason, string>> = {
  no_metadata: 'no metadata to look at',
  no_keys: 'no keys to look at',
  no_token: 'give a sample token with --token',
  unreadable_token: 'the token cannot be read',
  no_origin: 'give the origin of a browser app with --origin',
  no_api: 'give a protected route with --api',
  no_api_answer: 'no answer of the API to look at',
  needs_probe: 'sends invalid requests: allow with --probe',
  needs_client: 'needs --client-id and --redirect-uri',
  needs_audience: 'needs --audience',
  needs_scopes: 'name the scopes of the API with --scope',
  needs_resource: 'needs --resource',
  needs_token: 'needs --token',
  plain_http: 'this machine only, no TLS',
  one_document: 'only one document',
  no_endpoint: 'no such endpoint',
  no_endpoint_answer: 'no answer of the endpoint to look at',
  not_needed: 'not needed here',
  no_date: 'no answer told its time'
}
