import { comparisonLines, triedLines, urlLines } from './lines.ts'
import type { CheckWords } from './phrase.ts'

/** Words for the checks of the issuer and its metadata document. */
export const ISSUER_WORDS: Readonly<Record<string, CheckWords>> = {
  'X-01': {
    https: { says: 'an https URL' },
    loopback: {
      says: 'plain http to this machine',
      hint: 'Good for development; anything else needs https.'
    },
    not_a_url: {
      says: '"{issuer}" is no URL',
      hint: 'An issuer is an https URL without ? or #. Copy it from the "issuer" member of the metadata. (Stytch, FusionAuth and Descope use other forms: give the API "issuer" and "jwksUri".)'
    },
    query_or_fragment: {
      says: 'it has a query or a fragment',
      hint: 'An issuer is an https URL without ? or #. Copy it from the "issuer" member of the metadata.'
    },
    user_information: {
      says: 'it has a user name or password in it',
      hint: 'Remove what stands before the @.'
    },
    not_https: {
      says: 'it is not https but {scheme}',
      hint: 'An issuer is an https URL; put TLS in front of the server.'
    }
  },
  'X-02': {
    trusted: { says: '{protocol}, certificate trusted' },
    no_handshake: {
      says: 'no TLS connection comes about ({code})',
      hint: 'Is it a port for https, and does the server speak TLS 1.2 or later?'
    },
    refused: {
      says: 'Node cannot validate the certificate ({code})',
      hint: 'Fix the certificate chain, or name your own authority in NODE_EXTRA_CA_CERTS; do not switch verification off.'
    },
    old_version: { says: 'the server speaks only {protocol}', hint: 'Enable TLS 1.2 or later.' },
    expires_soon: {
      says: 'the certificate expires in {days:day}',
      hint: 'Renew it; the API refuses an expired one.'
    }
  },
  'X-03': {
    found: { says: 'at the address of {place}' },
    not_looked_for: {
      says: 'only where Portcullis does not look',
      hint: 'Give the API "jwksUri" as below, or serve the metadata at one of the other addresses.',
      lines: triedLines
    },
    unusual_place: {
      says: 'only at an address no standard names',
      hint: 'Portcullis finds it there; other clients will not. Serve it at /.well-known/openid-configuration below the issuer.',
      lines: triedLines
    },
    insecure: {
      says: 'nothing could be asked over TLS ({failure:words})',
      hint: 'Mend X-02 first.'
    },
    unreachable: {
      says: 'the server does not answer ({failure:words})',
      hint: 'Are host and port right, and reachable from this machine (network, proxy, firewall, container)?'
    },
    none: {
      says: 'none of the well-known addresses has it',
      hint: 'Compare the issuer with the one in the server’s own settings. Is a path missing, such as /realms/NAME or /oauth2/default?',
      lines: triedLines
    }
  },
  'X-04': {
    json: { says: '200, application/json, no redirect' },
    html: {
      says: 'a page for people answers instead of JSON',
      lines: urlLines,
      hint: 'A login page or a proxy answers instead of the authorization server. Check host, port and path.'
    },
    too_large: { says: '{bytes:byte}', hint: 'Portcullis reads 64 KiB of metadata at most.' },
    redirect_elsewhere: {
      says: 'redirected to another origin',
      hint: 'Portcullis follows no redirects, so that nobody can point it elsewhere. Use the issuer of the place it points at.'
    },
    redirect: {
      says: 'redirected within the origin',
      hint: 'Portcullis follows no redirects. Use the issuer of the place it points at.'
    },
    other_type: {
      says: 'the content type is "{type}", not application/json',
      hint: 'Have the server send application/json; some clients refuse anything else.'
    },
    html_beside: {
      says: 'another well-known address answers with a page',
      lines: urlLines,
      hint: 'Clients that look there first may stumble; a 404 would be right.'
    },
    redirect_beside: {
      says: 'another well-known address redirects',
      hint: 'A 404 would be right.',
      lines: urlLines
    }
  },
  'X-05': {
    identical: { says: 'the metadata names the same issuer' },
    absent: {
      says: 'the metadata names no issuer',
      hint: 'Without "issuer" no client may use the document.'
    },
    template: {
      says: 'the metadata names a template: {published}',
      hint: 'Use the address of one tenant. Entra ID: https://login.microsoftonline.com/TENANT-ID/v2.0, not "common" or "organizations".'
    },
    slash: {
      says: 'it differs in a slash at the end',
      hint: 'Use exactly the published one: issuers are compared character by character.',
      lines: comparisonLines
    },
    differs: {
      says: 'the metadata names another issuer',
      hint: 'Use exactly the published one, if it is the server you meant. A wrong host there is the server’s own base URL or proxy setting.',
      lines: comparisonLines
    }
  },
  'X-06': {
    agree: { says: '{count:document} say the same' },
    disagree: {
      says: 'the metadata documents differ in {members}',
      hint: 'Clients see one or the other. Have both made from the same settings.'
    }
  },
  'X-07': {
    none: { says: 'no empty members' },
    empty: { says: 'empty: {members}', hint: 'Members without a value must be left out.' }
  },
  'X-12': {
    long_enough: { says: 'sent, for half a year or longer' },
    absent: {
      says: 'not sent',
      hint: 'Add Strict-Transport-Security at the front end of the authorization server.'
    },
    short: { says: 'sent for {days:day} only', hint: 'Raise max-age to half a year at least.' }
  },
  'X-15': {
    refused: { says: 'a request without PKCE is refused' },
    code_issued: {
      says: 'a request without PKCE got a code',
      hint: 'Require PKCE for this client: the server accepts code requests without it.'
    },
    not_enforced: {
      says: 'a request without PKCE went on to sign-in ({error})',
      hint: 'Require PKCE for this client: the server accepts code requests without it.'
    },
    inconclusive: {
      says: 'the answer does not tell (status {status})',
      hint: 'Look into the client’s settings: PKCE should be required there.'
    }
  },
  'X-16': {
    refused: { says: 'a bogus code is refused with {error}' },
    unreachable: { says: 'no answer ({failure:words})', hint: 'Clients cannot exchange their codes.' },
    accepted: {
      says: 'a bogus code got status {status}',
      hint: 'A token endpoint must refuse a code it never issued.'
    },
    broken: {
      says: 'a bogus code got status {status}',
      hint: 'The token endpoint must answer 400 with an OAuth error.'
    },
    html: {
      says: 'it answers with a page for people',
      hint: 'The token endpoint gives no OAuth errors: is a firewall or a proxy in front of it?'
    },
    get_accepted: { says: 'it answers GET requests', hint: 'Token requests are POST only.' },
    not_oauth: {
      says: 'the refusal is no OAuth error (status {status})',
      hint: 'The token endpoint gives no OAuth errors: is a firewall or a proxy in front of it?'
    },
    cacheable: {
      says: 'the answer may be cached',
      hint: 'Add Cache-Control: no-store to every answer of the token endpoint.'
    }
  }
}
