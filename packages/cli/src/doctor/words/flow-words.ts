import type { CheckWords } from './phrase.ts'

/** Words for the checks of the authorization code flow as metadata announces it. */
export const FLOW_WORDS: Readonly<Record<string, CheckWords>> = {
  'X-08': {
    good: { says: 'absolute, safe transport' },
    not_absolute: {
      says: 'no absolute URL: {members}',
      hint: 'Fix the base-URL or proxy setting of the authorization server.'
    },
    plain_http: {
      says: 'plain http: {members}',
      hint: 'Codes and tokens would travel in the clear. Fix the base-URL or proxy setting of the authorization server.'
    },
    fragment: { says: 'with a fragment: {members}', hint: 'Endpoint addresses have no #.' },
    other_domain: {
      says: 'on another domain: {members}',
      hint: 'Make sure that domain is yours or your provider’s.'
    }
  },
  'X-09': {
    present: { says: 'authorization, token endpoint, response types' },
    missing: {
      says: 'missing: {members}',
      hint: 'The code flow needs them. Is this an OAuth 2.0 authorization server?'
    }
  },
  'X-10': {
    code: { says: 'code' },
    no_code: { says: '"code" is not among them', hint: 'Enable the authorization code flow.' },
    implicit: { says: 'also {types}', hint: 'Implicit responses leak tokens into addresses; disable them.' }
  },
  'X-11': {
    code: { says: 'authorization_code' },
    absent: {
      says: 'not listed: the default includes "implicit"',
      hint: 'Have the server list what it allows.'
    },
    no_code: { says: '"authorization_code" is not among them', hint: 'Enable it for this tenant.' },
    password: { says: '"password" is among them', hint: 'FAPI 2.0 forbids it; disable it for this tenant.' },
    legacy: { says: 'also {grants}', hint: 'Disable them, if no old client needs them.' }
  },
  'X-13': {
    s256: { says: 'announced' },
    absent: {
      says: 'not announced',
      hint: 'Entra ID and Cognito support S256 and do not say so. Elsewhere: enable PKCE. Clients that look for it (MCP) stop here.'
    },
    no_s256: { says: 'not among the methods', hint: 'Enable S256: "plain" protects against nothing.' }
  },
  'X-14': {
    none: { says: 'not offered' },
    plain: { says: '"plain" is offered too', hint: 'Remove it, or require S256 of each client.' }
  },
  'X-17': {
    none_listed: { says: 'welcome at the token endpoint' },
    absent: {
      says: 'the list of methods is absent',
      hint: 'The default is client_secret_basic. Register browser and native apps as public clients, without a secret.'
    },
    not_listed: {
      says: '"none" is not among the methods',
      hint: 'Register browser and native apps as public clients, without a secret.'
    }
  },
  'X-18': {
    sent: { says: 'sent' },
    absent: { says: 'not sent', hint: 'Without it a client of several servers cannot notice a mix-up.' }
  },
  'X-19': {
    allowed: { says: 'the origin is allowed' },
    preflight_allowed: { says: 'the preflight is allowed' },
    preflight: {
      says: 'the token endpoint refuses the preflight',
      hint: 'Requests with a DPoP proof need it. Others need none: --probe shows whether a page may read the answer.'
    },
    token_endpoint: {
      says: 'the token endpoint refuses the origin',
      hint: 'Add the origin of the app to the allowed origins (web origins) at the authorization server.'
    },
    unknown_client: {
      says: 'the token endpoint refuses the origin, to a client it does not know',
      hint: 'Many servers allow origins client by client: name one with --client-id.'
    },
    no_dpop: {
      says: 'the token endpoint does not allow the DPoP header',
      hint: 'Add it to the allowed headers.'
    },
    documents: {
      says: 'not readable from the origin: {documents}',
      hint: 'A browser client that reads metadata itself cannot start.'
    }
  },
  'X-20': {
    absent: { says: 'the authorization endpoint allows no origin' },
    present: {
      says: 'the authorization endpoint allows origins',
      hint: 'Browsers are sent there as a whole page; remove CORS from it.'
    }
  },
  'X-30': {
    usable: { says: '{algorithms}' },
    none_listed: {
      says: '"none" is among them',
      hint: 'For information: this list is about ID tokens, not access tokens.'
    },
    symmetric_only: {
      says: 'HMAC only',
      hint: 'Tokens signed with a shared secret cannot be verified by an API that must not know it. Move to RS256 or ES256.'
    }
  }
}
