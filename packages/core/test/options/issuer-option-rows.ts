/** Valid and invalid values of an option. */
export interface OptionValues {
  readonly good: readonly unknown[]
  /** Invalid values, by the message. */
  readonly bad: Readonly<Record<string, readonly unknown[]>>
}

const text = 'must be a non-empty string'
/** Values of a flag. */
export const flag: OptionValues = {
  good: [true, false],
  bad: { 'must be true or false': [0, 'true', null, [], {}] }
}
/** Values of a function. */
export const fn: OptionValues = { good: [() => true], bad: { 'must be a function': ['f', {}, null, true] } }
/** Values of the name of an issuer. */
export const issuer: OptionValues = {
  good: ['https://as.example.test', 'anything, which is looked at later'],
  bad: { [text]: ['', 5, null, [], ['a'], new URL('https://as.example.test')] }
}
const claimPaths: OptionValues = {
  good: [[], ['roles'], [['realm_access', 'roles'], 'roles'], ['https://example.com/roles']],
  bad: {
    "must be a list of claim names, or of lists of names for nested claims: ['roles', ['realm_access', 'roles']]":
      ['roles', '', null, {}, [''], [5], [[]], [['a', '']], [['a', ['b']]], [null]]
  }
}
const https = 'must be an https URL'
const httpHosts = "must be a list of hosts with ports, in lower case and without http://: ['keycloak:8080']"
const names =
  'RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EdDSA, Ed25519, ML-DSA-44, ML-DSA-65, ML-DSA-87'
const noAlgorithm = (name: string) => `"${name}" is not a JWS algorithm; choose among ${names}`
const neverAllowed = (name: string) => `"${name}" is never allowed for access tokens; choose among ${names}`

/** Options that may differ between issuers. */
export const issuerSpecific: Readonly<Record<string, OptionValues>> = {
  audience: {
    good: ['api', ['api'], ['a', 'b'], { clientIds: ['c'] }, { clientIds: ['c'], values: ['api'] }],
    bad: {
      'must be a non-empty string, a non-empty list of them, or { clientIds: [...] }': [
        '',
        [],
        [''],
        ['a', ''],
        ['a', 5],
        5,
        null,
        true,
        {},
        { values: ['api'] },
        { clientIds: [] },
        { clientIds: 'c' },
        { clientIds: ['c'], values: [] },
        { clientIds: ['c'], values: 'api' }
      ]
    }
  },
  algorithms: {
    good: [['RS256'], ['ES256', 'EdDSA', 'ML-DSA-44']],
    bad: {
      'must be a non-empty list of algorithm names': [[], 'RS256', null, [5], ['']],
      [neverAllowed('HS256')]: [['HS256'], ['RS256', 'HS256']],
      [neverAllowed('hs512')]: [['hs512']],
      [neverAllowed('none')]: [['none']],
      [neverAllowed('None')]: [['None']],
      [noAlgorithm('nonesuch')]: [['nonesuch']],
      [noAlgorithm('xHS256')]: [['xHS256']],
      [noAlgorithm('rs256')]: [['RS256', 'rs256']],
      [noAlgorithm('ES256K')]: [['ES256K', 'HS256']],
      [noAlgorithm('toString')]: [['toString']]
    }
  },
  profile: {
    good: ['jwt', 'rfc9068', 'fapi2'],
    bad: { 'must be one of: jwt, rfc9068, fapi2': ['JWT', '', 'RFC9068', null, ['jwt'], 'oidc'] }
  },
  jwksUri: {
    good: [
      'https://as.example.test/jwks',
      'http://127.0.0.1:8080/jwks',
      'http://localhost/jwks',
      'http://keycloak:8080/jwks'
    ],
    bad: {
      'has the placeholder {yourOktaDomain}: replace it with your own value': [
        'https://{yourOktaDomain}/oauth2/default/v1/keys'
      ],
      'has the placeholder <tenant>: replace it with your own value': [
        'https://as.example.test/<tenant>/keys'
      ],
      [https]: ['jwks', '', 5, null, 'ftp://as.example.test/', 'https://a#b']
    }
  },
  jwks: {
    good: [{ keys: [{}] }],
    bad: {
      'must be a JWK Set: an object with a non-empty array "keys"': [
        {},
        { keys: [] },
        { keys: {} },
        [],
        [{}],
        'secret',
        null
      ]
    }
  },
  dangerouslyAllowHttp: {
    good: [[], ['keycloak:8080'], ['my_proxy:80', '[fd00::1]:8080', '10.0.0.1:80']],
    bad: {
      [httpHosts]: [
        'keycloak:8080',
        ['keycloak'],
        ['Keycloak:8080'],
        ['http://keycloak:8080'],
        ['keycloak:8080/'],
        ['*:8080'],
        ['keycloak:*'],
        [''],
        [8080],
        null,
        true,
        {}
      ]
    }
  },
  maxTokenAgeSeconds: {
    good: [1, 3600, 0.5 + 1, Number.MAX_SAFE_INTEGER],
    bad: { 'must be a number 1 or more': [0, 0.999, -1, NaN, Infinity, '3600', null] }
  },
  scopeClaims: claimPaths,
  permissionsClaims: claimPaths,
  rolesClaims: claimPaths,
  clientIdClaims: claimPaths,
  idTokenMarkers: claimPaths,
  accessTokenMarkers: claimPaths,
  applicationClaims: {
    good: [[], ['events'], ['code', 'error', 'state', 'events']],
    bad: {
      'must be a list of some of: events, state, code, error': ['code', ['htm'], [5], ['toString'], {}, null]
    }
  },
  rejectMultipleAudiences: flag,
  dangerouslyAcceptIdTokens: flag,
  introspection: {
    good: [{ clientId: 'api', clientSecret: 's' }],
    bad: { 'must be an object': [null, [], 'api', 5] }
  },
  isMachine: fn,
  hints: {
    good: [{}, { audience_mismatch: 'a hint' }],
    bad: {
      'must be an object of strings': ['a', null, [], { audience_mismatch: '' }, { audience_mismatch: 5 }],
      'has no reason code "audience_mismatsch", did you mean "audience_mismatch"?': [
        { audience_mismatsch: 'a hint' }
      ],
      'has no reason code "toString"': [{ toString: 'a hint' }]
    }
  }
}
