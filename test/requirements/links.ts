/** Where the documents that the requirements name can be read; an RFC needs no entry. */
const documents: Record<string, string> = {
  'OAuth 2.1': 'https://datatracker.ietf.org/doc/html/draft-ietf-oauth-v2-1-16#section-',
  'RFC 8725bis': 'https://datatracker.ietf.org/doc/html/draft-ietf-oauth-rfc8725bis-08#section-',
  'OpenID Connect Discovery 1.0': 'https://openid.net/specs/openid-connect-discovery-1_0.html#rfc.section.',
  'OpenID Connect Core 1.0': 'https://openid.net/specs/openid-connect-core-1_0.html#rfc.section.',
  'OpenID Connect Back-Channel Logout 1.0':
    'https://openid.net/specs/openid-connect-backchannel-1_0.html#rfc.section.',
  'CAEP 1.0': 'https://openid.net/specs/openid-caep-1_0-final.html#section-',
  'FAPI 2.0': 'https://openid.net/specs/fapi-security-profile-2_0-final.html#section-',
  'MCP Authorization': 'https://modelcontextprotocol.io/specification/2026-07-28/basic/authorization#',
  Fetch: 'https://fetch.spec.whatwg.org/#'
}

/** The address of `RFC 6750 §3.1` or `Fetch #anchor`; throws where the document is not known. */
export function sourceLink(source: string): string {
  const [document = '', place = ''] = source.split(/ [§#]/u)
  const rfc = /^RFC (\d+)$/u.exec(document)?.[1]
  const base = rfc === undefined ? documents[document] : `https://www.rfc-editor.org/rfc/rfc${rfc}#section-`
  if (base === undefined || place === '') throw new Error(`no link for the source "${source}"`)
  return `${base}${place}`
}
