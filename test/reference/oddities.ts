/** The issuer of the generated tokens. */
export const issuer = 'https://as.example.test'

/** The audience that the protected resource of the differential test expects. */
export const audience = 'https://api.example.test'

/** The time of the differential test: both sides are given a clock that stands still. */
export const now = 1_790_000_000

/** Stands for leaving a member out. */
const absent = undefined

const notTimes = [absent, null, true, '', 'soon', String(now + 60), [], [now + 60], {}, { exp: now }]
const extremeTimes = [0, -0, -1, 1e15, 1e300, Number.MAX_SAFE_INTEGER, now * 1000]
const edges = [
  -331, -330, -301, -300, -299, -61, -60, -31, -30, -29.5, -1, 0, 0.5, 1, 9, 10, 11, 29, 30, 30.5, 31, 60, 300
]
const times: readonly unknown[] = [...edges.map((edge) => now + edge), ...extremeTimes, ...notTimes]

const notTexts = [absent, null, 0, 1, true, [], {}, ['x'], '', ' ']

const scopes: readonly unknown[] = [
  ...notTexts,
  'read:messages',
  'a b c',
  ' a  b ',
  'a\tb',
  'A a',
  ['a', 'b'],
  ['a b', 'c'],
  ['a', 1, null],
  [[]]
]

/** For each claim the values that it may be given in place of a good one. */
export const oddClaims: Readonly<Record<string, readonly unknown[]>> = {
  iss: [
    ...notTexts,
    `${issuer}/`,
    `${issuer} `,
    issuer.toUpperCase(),
    'https://as.example.test:443',
    'http://as.example.test',
    [issuer],
    `${issuer}\u0000`,
    'https://as.example.tes\u0442'
  ],
  aud: [
    ...notTexts,
    [audience],
    ['other', audience],
    [audience, audience],
    [[audience]],
    [audience, 1],
    [null, audience],
    { 0: audience },
    `${audience}/`,
    audience.slice(0, -1),
    `${audience}.evil.example`,
    audience.toUpperCase(),
    `${audience} other`,
    ['', audience],
    ['other']
  ],
  exp: times,
  nbf: times,
  iat: times,
  sub: [...notTexts, 'alice', 'ali\u0000ce', '\u00e9\ud83d\ude00'],
  client_id: [...notTexts, 'spa'],
  azp: [...notTexts, 'native'],
  jti: [...notTexts, 'id-1'],
  scope: scopes,
  scp: scopes,
  typ: [...notTexts, 'Bearer', 'ID', 'Refresh', 'Logout', 'Offline'],
  tokenType: [absent, 'access-token', 'refresh-token', 'Refresh Token', 'dpop'],
  token_use: [absent, 'access', 'id'],
  code: [absent, 'x'],
  state: [absent, 'x', null],
  at_hash: [absent, 'x', null],
  c_hash: [absent, 'x'],
  nonce: [absent, 'x', ''],
  cnf: [absent, {}, { jkt: 'x' }, { 'x5t#S256': 'x' }],
  roles: [...notTexts, ['editor'], 'editor'],
  permissions: [...notTexts, ['read'], 'read'],
  __proto__x: [absent, { admin: true }],
  constructor: [absent, 'x', {}],
  extra: [absent, null, { deep: [[[[1]]]] }, 'x']
}

/** For each header parameter the values that it may be given in place of a good one. */
export const oddHeader: Readonly<Record<string, readonly unknown[]>> = {
  alg: [
    ...notTexts,
    'none',
    'None',
    'nOnE',
    'HS256',
    'RS256',
    'PS256',
    'ES256',
    'ES384',
    'es256',
    'EdDSA',
    'Ed25519',
    'ESP256',
    'RSA-OAEP'
  ],
  typ: [
    ...notTexts,
    'JWT',
    'jwt',
    'at+jwt',
    'AT+JWT',
    'application/at+jwt',
    'Application/At+Jwt',
    'application/jwt',
    'at+jwt;x=1',
    'id+jwt',
    'dpop+jwt',
    'logout+jwt',
    'secevent+jwt',
    'JOSE',
    'application/application/at+jwt',
    'at+jwt '
  ],
  kid: [
    ...notTexts,
    'rsa-named',
    'ec-named',
    'shared',
    'nobody',
    'half',
    'unknown',
    'EC-NAMED',
    '../../etc/passwd',
    'k'.repeat(256),
    'k'.repeat(257)
  ],
  crit: [absent, [], ['exp'], ['x'], ['b64'], 'exp', null],
  b64: [absent, true, false],
  jwk: [absent, {}, { kty: 'oct', k: 'AA' }],
  jku: [absent, 'https://evil.example/jwks'],
  x5u: [absent, 'https://evil.example/x5u'],
  x5c: [absent, [], ['AAAA']],
  cty: [absent, 'json'],
  extra: [absent, null, 1]
}
