import { describe, expect, test } from 'vitest'
import { ALGORITHM_NAMES } from '../../src/jws/algorithms.ts'
import { PROFILES } from '../../src/claims/profiles.ts'
import type { IssuerOptions } from '../../src/options/protected-resource-options.ts'
import { resolveIssuer } from '../../src/options/resolve-issuer.ts'
import { mistakeOf } from '../support/refusal-of.ts'
import { resolvedIssuer } from '../support/resolved-issuer.ts'
import { AUDIENCE, ISSUER } from '../support/test-token.ts'

const jwks = { keys: [{ kty: 'EC' }] }
const jwksUri = 'https://keys.example.test/jwks'
const defaults = { shared: { audience: AUDIENCE }, clockToleranceSeconds: 30 }

function resolve(options: Partial<IssuerOptions>, shared: object = {}) {
  return resolveIssuer(
    { issuer: ISSUER, ...options },
    {
      ...defaults,
      shared: { ...defaults.shared, ...shared }
    }
  )
}

describe('an issuer', () => {
  test('has defaults for omitted options', () => {
    expect(resolvedIssuer()).toMatchObject({
      issuer: ISSUER,
      algorithms: new Set(ALGORITHM_NAMES),
      jwks: undefined,
      jwksUri: undefined,
      mapping: {
        scopeClaims: ['scope', 'scp'],
        permissionsClaims: ['permissions'],
        rolesClaims: ['roles', ['realm_access', 'roles']],
        clientIdClaims: ['client_id', 'azp', 'cid', 'appid']
      },
      claims: {
        expected: {
          audiences: new Set([AUDIENCE]),
          clientIds: undefined,
          rejectMultipleAudiences: false,
          clockToleranceSeconds: 30,
          maxTokenAgeSeconds: undefined,
          applicationClaims: [],
          dangerouslyAcceptIdTokens: false,
          clientIdClaims: ['client_id', 'azp', 'cid', 'appid'],
          scopeClaims: ['scope', 'scp']
        }
      }
    })
    expect(resolvedIssuer().claims.checks).toEqual(PROFILES.jwt)
    expect(Object.isFrozen(resolvedIssuer())).toBe(true)
  })

  test('has what its options say', () => {
    const [resolved] = resolve({
      algorithms: ['ES256'],
      profile: 'rfc9068',
      jwksUri,
      maxTokenAgeSeconds: 600,
      rejectMultipleAudiences: true,
      dangerouslyAcceptIdTokens: true,
      applicationClaims: ['code'],
      scopeClaims: ['scopes'],
      permissionsClaims: [],
      rolesClaims: ['groups'],
      clientIdClaims: [['client', 'id']]
    })
    expect(resolved).toMatchObject({
      algorithms: new Set(['ES256']),
      jwksUri,
      mapping: {
        scopeClaims: ['scopes'],
        permissionsClaims: [],
        rolesClaims: ['groups'],
        clientIdClaims: [['client', 'id']]
      },
      claims: {
        checks: PROFILES.rfc9068,
        expected: {
          maxTokenAgeSeconds: 600,
          rejectMultipleAudiences: true,
          applicationClaims: ['code'],
          dangerouslyAcceptIdTokens: true,
          scopeClaims: ['scopes'],
          clientIdClaims: [['client', 'id']]
        }
      }
    })
  })

  test('takes omitted options from the protected resource', () => {
    const shared = { algorithms: ['ES256'] as const, maxTokenAgeSeconds: 60, profile: 'rfc9068' as const }
    const [resolved] = resolve({ maxTokenAgeSeconds: 5, algorithms: undefined } as object, shared)
    expect(resolved?.claims.expected.maxTokenAgeSeconds).toBe(5)
    expect(resolved?.algorithms).toEqual(new Set(['ES256']))
    expect(resolved?.claims.checks).toEqual(PROFILES.rfc9068)
  })

  test.each([
    ['api', ['api'], undefined],
    [['a', 'b'], ['a', 'b'], undefined],
    [{ clientIds: ['c'] }, [], ['c']],
    [{ clientIds: ['c', 'd'], values: ['api'] }, ['api'], ['c', 'd']]
  ])('knows the audience %j', (audience, audiences, clientIds) => {
    const { expected } = resolvedIssuer({ audience }).claims
    expect([...expected.audiences]).toEqual(audiences)
    expect(expected.clientIds && [...expected.clientIds]).toEqual(clientIds)
  })
})

const notHttps =
  'option "issuer" must be an https URL without query and fragment, exactly as in "iss"; for one that is not a URL, set "jwksUri" too'
/** What plain http needs. */
const notAllowed = (option: string, host: string) =>
  `option "${option}" must be an https URL; plain http is accepted on the loopback interface, and inside a network that you trust with dangerouslyAllowHttp: ['${host}']`

describe('the name of an issuer', () => {
  test.each([
    ISSUER,
    `${ISSUER}/`,
    `${ISSUER}/tenant/one`,
    'https://AS.example.test',
    'http://127.0.0.1:8080',
    'http://localhost/realms/one',
    'http://[::1]:5000'
  ])('may be %s', (issuer) => {
    expect(resolve({ issuer }).map((each) => each.issuer)).toEqual([issuer])
  })

  test.each([
    ['as.example.test', notHttps],
    ['https://', notHttps],
    [`${ISSUER}?a=b`, notHttps],
    [`${ISSUER}?`, notHttps],
    [`${ISSUER}#a`, notHttps],
    ['https://user@as.example.test', notHttps],
    ['https://user:password@as.example.test', notHttps],
    ['ftp://as.example.test', notHttps],
    ['http://as.example.test', notAllowed('issuer', 'as.example.test:80')],
    ['http://keycloak:8080/realms/shop', notAllowed('issuer', 'keycloak:8080')],
    ['http://127.0.0.1.example.test', notAllowed('issuer', '127.0.0.1.example.test:80')],
    ['http://localhost.example.test', notAllowed('issuer', 'localhost.example.test:80')],
    ['http://10.0.0.1', notAllowed('issuer', '10.0.0.1:80')],
    ['http://user@keycloak:8080', notHttps]
  ])('cannot be %s', (issuer, message) => {
    const mistake = mistakeOf(() => resolve({ issuer }))
    expect([mistake.option, mistake.message]).toEqual(['issuer', message])
  })

  test.each(['accounts.google.com', 'urn:issuer', `${ISSUER}?a=b`, 'any words'])(
    'can be %s with keys',
    (issuer) => {
      expect(resolve({ issuer, jwks })[0]?.issuer).toBe(issuer)
      expect(resolve({ issuer, jwksUri })[0]?.issuer).toBe(issuer)
    }
  )

  test('is only a name with keys, and can then be plain http, as AD FS writes it', () => {
    const issuer = 'http://adfs.example.test/adfs/services/trust'
    expect(resolve({ issuer, jwks })[0]?.issuer).toBe(issuer)
    expect(resolve({ issuer, jwksUri })[0]?.issuer).toBe(issuer)
  })
})

describe('plain http', () => {
  const inside = 'http://keycloak:8080/certs'

  test('is accepted for the issuer and for jwksUri on a host of dangerouslyAllowHttp', () => {
    const dangerouslyAllowHttp = ['keycloak:8080']
    const issuer = 'http://keycloak:8080/realms/shop'
    expect(resolve({ issuer, dangerouslyAllowHttp })[0]).toMatchObject({
      issuer,
      httpHosts: dangerouslyAllowHttp
    })
    expect(resolve({ jwksUri: inside, dangerouslyAllowHttp })[0]?.jwksUri).toBe(inside)
  })

  test.each([[[]], [['keycloak:8081']], [['keycloak:80']]])(
    'is refused for jwksUri with dangerouslyAllowHttp %j',
    (dangerouslyAllowHttp) => {
      const mistake = mistakeOf(() => resolve({ jwksUri: inside, dangerouslyAllowHttp }))
      expect([mistake.option, mistake.message]).toEqual(['jwksUri', notAllowed('jwksUri', 'keycloak:8080')])
    }
  )
})

describe('contradictory or missing options', () => {
  test.each<[object, string, string]>([
    [{ issuer: undefined }, 'issuer', 'every member of "issuers" needs an "issuer"'],
    [{ issuer: '' }, 'issuer', 'option "issuers.issuer" must be a non-empty string; it is an empty string'],
    [{ jwks, jwksUri }, 'jwks', 'set either "jwks" or "jwksUri", not both'],
    [
      { clockToleranceSeconds: 5 },
      'clockToleranceSeconds',
      'there is no option "issuers.clockToleranceSeconds"'
    ],
    [{ realm: 'api' }, 'realm', 'there is no option "issuers.realm"'],
    [{ audeince: 'api' }, 'audeince', 'there is no option "issuers.audeince", did you mean "audience"?'],
    [
      { algorithms: [] },
      'algorithms',
      'option "issuers.algorithms" must be a non-empty list of algorithm names; it is an empty list'
    ]
  ])('%j', (options, option, message) => {
    const mistake = mistakeOf(() => resolve(options))
    expect([mistake.option, mistake.message]).toEqual([option, message])
  })

  test('no audience at all', () => {
    const mistake = mistakeOf(() => resolveIssuer({ issuer: ISSUER }, { ...defaults, shared: {} }))
    expect([mistake.option, mistake.message]).toEqual([
      'audience',
      'option "audience" is required: the identifier of this API that the authorization server puts into "aud" (or set OAUTH_AUDIENCE)'
    ])
  })
})
