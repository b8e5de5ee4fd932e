/** The part of the report that a check is in. */
export type CheckGroup = 'issuer' | 'keys' | 'token' | 'capabilities' | 'api'

/** The groups in the order of the report, with their headings. */
export const GROUPS: Readonly<Record<CheckGroup, string>> = {
  issuer: 'Issuer',
  keys: 'Keys',
  token: 'Sample access token',
  capabilities: 'What the API needs',
  api: 'API'
}

/** A row of the catalogue. */
type CatalogueRow = readonly [group: CheckGroup, title: string, source: string]

/**
 * Every check by id: its group, its title (at most 22 characters, it is a column), the standard that requires
 * it.
 */
export const CATALOGUE: Readonly<Record<string, CatalogueRow>> = {
  'X-01': ['issuer', 'Issuer identifier', 'RFC 8414 section 2'],
  'X-02': ['issuer', 'TLS', 'RFC 8414 section 6.1'],
  'X-03': ['issuer', 'Metadata found', 'RFC 8414 sections 3.1 and 5; OpenID Connect Discovery section 4.1'],
  'X-04': ['issuer', 'Form of the answer', 'RFC 8414 section 3.2'],
  'X-05': ['issuer', 'Issuer identical', 'RFC 8414 section 3.3; OpenID Connect Discovery section 4.3'],
  'X-06': ['issuer', 'Documents agree', 'RFC 9068 section 4'],
  'X-07': ['issuer', 'No empty members', 'RFC 8414 section 3.2'],
  'X-08': ['issuer', 'Endpoint addresses', 'RFC 8414 section 2'],
  'X-09': ['issuer', 'Needed members', 'RFC 8414 section 2'],
  'X-10': ['issuer', 'Response types', 'RFC 9700 section 2.1.2'],
  'X-11': ['issuer', 'Grant types', 'RFC 8414 section 2; RFC 9700 sections 2.1.2 and 2.4'],
  'X-12': ['issuer', 'HSTS', 'RFC 6797 section 7'],
  'X-13': ['issuer', 'PKCE with S256', 'RFC 8414 section 2; RFC 9700 section 2.1.1'],
  'X-14': ['issuer', 'PKCE without plain', 'RFC 7636 section 7.2'],
  'X-15': ['issuer', 'PKCE enforced', 'RFC 9700 section 4.8; OAuth 2.1 section 4.1.2.1'],
  'X-16': ['issuer', 'Token endpoint', 'RFC 6749 section 5.2; OAuth 2.1 section 3.2'],
  'X-17': ['issuer', 'Public clients', 'RFC 8414 section 2; RFC 10017 section 6.3.3.1'],
  'X-18': ['issuer', 'iss in the response', 'RFC 9207 section 3'],
  'X-19': ['issuer', 'CORS for the browser', 'RFC 10017 section 6.3.3.4'],
  'X-20': ['issuer', 'No CORS on sign-in', 'RFC 9700 section 2.6'],
  'X-21': ['keys', 'Key set address', 'RFC 8414 section 2'],
  'X-22': ['keys', 'Key set answer', 'RFC 7517 section 5'],
  'X-23': ['keys', 'No private members', 'RFC 7517 section 9.2'],
  'X-24': ['keys', 'No symmetric keys', 'RFC 7518 section 6.4; RFC 7517 section 9.2'],
  'X-25': ['keys', 'Key identifiers', 'RFC 7517 section 4.5'],
  'X-26': ['keys', 'Use of the keys', 'RFC 7517 sections 4.2 and 4.3'],
  'X-27': ['keys', 'Key strength', 'RFC 7518 section 3.3'],
  'X-28': ['keys', 'Key algorithms', 'RFC 9864; RFC 8725 section 3.1'],
  'X-29': ['keys', 'Certificates of keys', 'RFC 7517 sections 4.7 to 4.9'],
  'X-30': ['keys', 'ID token algorithms', 'OpenID Connect Discovery section 3'],
  'X-31': ['token', 'Form and lifetime', 'RFC 9068 section 2; RFC 6750 section 5.3'],
  'X-32': ['token', 'Token header', 'RFC 9068 section 4'],
  'X-33': ['token', 'Audience', 'RFC 9068 sections 3 and 4; RFC 8707 section 2'],
  'X-34': ['token', 'Required claims', 'RFC 9068 section 2.2; RFC 7519 section 2'],
  'X-35': ['token', 'Issuer of the token', 'RFC 9068 section 4'],
  'X-36': ['token', 'No ID token', 'RFC 8725 section 3.12'],
  'X-37': ['token', 'Scopes', 'RFC 9068 section 2.2.3; RFC 6749 section 3.3'],
  'X-38': ['token', 'Step-up', 'RFC 9470 sections 6 and 7'],
  'X-39': ['token', 'Bound to a sender', 'RFC 9449 section 6; RFC 8705 section 3'],
  'X-40': ['token', 'User and client apart', 'RFC 9700 section 4.15'],
  'X-41': ['token', 'Size', 'OURS: Node reads 16 KiB of header'],
  'X-42': ['issuer', 'Clocks', 'FAPI 2.0 section 5.3.2.1'],
  'X-43': ['capabilities', 'Scopes of the API', 'RFC 8414 section 2'],
  'X-44': ['capabilities', 'API registered', 'RFC 9728 section 4'],
  'X-45': ['capabilities', 'DPoP', 'RFC 9449 section 5.1'],
  'X-46': ['capabilities', 'Certificate binding', 'RFC 8705 sections 3.3 and 5'],
  'X-47': ['capabilities', 'Pushed requests', 'RFC 9126 section 5'],
  'X-48': ['capabilities', 'Ways to revoke', 'RFC 7662; RFC 7009; FAPI 2.0 section 5.3.4'],
  'X-49': ['capabilities', 'Authorization details', 'RFC 9396 section 10'],
  'X-50': ['capabilities', 'Client registration', 'MCP authorization, client registration'],
  'X-51': ['capabilities', 'Caching of documents', 'OpenID Connect Core section 10.1.1'],
  'Y-01': ['api', 'No token', 'RFC 6750 sections 3 and 3.1'],
  'Y-02': ['api', 'Invalid tokens', 'RFC 6750 section 3.1; RFC 9068 section 4'],
  'Y-03': ['api', 'Token in the address', 'OAuth 2.1 section 5.1; RFC 9700 section 4.3.2'],
  'Y-04': ['api', 'Two Authorizations', 'RFC 6750 section 3.1; RFC 9449 section 7.2'],
  'Y-05': ['api', 'Resource metadata', 'RFC 9728 sections 3 and 5.1'],
  'Y-06': ['api', 'Plain http', 'RFC 6750 section 5.3'],
  'Y-07': ['api', 'CORS of the API', 'Fetch, CORS protocol; RFC 9449 section 7.1'],
  'Y-08': ['api', 'Sender constraint', 'RFC 9449 sections 7.1 and 7.2; RFC 8705 section 3'],
  'Y-09': ['api', 'Challenge grammar', 'RFC 9110 section 11; RFC 6750 section 3'],
  'Y-10': ['api', 'Refusals not cached', 'RFC 9111 section 3.5; RFC 9449 section 8.2']
}
