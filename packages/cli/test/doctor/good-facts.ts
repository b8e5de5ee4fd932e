import type {
  ApiFacts,
  ApiProbes,
  DoctorFacts,
  MetadataAttempt
} from '../../src/doctor/facts/doctor-facts.ts'
import { readChallenges } from '../../src/doctor/facts/read-challenges.ts'
import type { JsonObject } from '../../src/json/json.ts'
import { ecKey, goodDocument } from '../authorization-server.ts'
import { answered, API, failed, ISSUER, NOW, type AnswerChange } from './exchanges.ts'

const HEADERS = {
  'strict-transport-security': 'max-age=31536000',
  'cache-control': 'max-age=3600',
  date: new Date(NOW * 1000).toUTCString()
}

/** Metadata found at one address. */
export function attempt(
  document: JsonObject,
  change: AnswerChange = {}
): MetadataAttempt & { document: JsonObject } {
  const url = `${ISSUER}/.well-known/oauth-authorization-server`
  return {
    spelling: 'oauth_inserted',
    exchange: answered(url, { headers: HEADERS, body: document, ...change }),
    document
  }
}

const SAMPLE = {
  unverifiedHeader: { alg: 'ES256', typ: 'at+jwt', kid: 'one' },
  unverifiedClaims: {
    iss: ISSUER,
    aud: 'https://api.example.com',
    sub: 'user',
    client_id: 'app',
    iat: NOW - 10,
    exp: NOW + 290,
    jti: 'x',
    scope: 'read:messages'
  }
}

const CHALLENGE = { 'www-authenticate': 'Bearer realm="api"', 'cache-control': 'no-store' }
const CORS = {
  'access-control-allow-origin': 'https://app.example.com',
  'access-control-allow-headers': 'authorization, dpop',
  'access-control-expose-headers': 'WWW-Authenticate, DPoP-Nonce'
}

/** The answers of a correct API to invalid tokens. */
export function goodProbes(): ApiProbes {
  const refused = answered(API, {
    status: 401,
    headers: { 'www-authenticate': 'Bearer error="invalid_token"' }
  })
  return {
    badTokens: [{ kind: 'opaque', exchange: refused }],
    queryToken: answered(API, { status: 401 }),
    twoBadLines: answered(API, { status: 400 }),
    goodLineFirst: answered(API, { status: 400 }),
    goodLineSecond: answered(API, { status: 400 }),
    boundAsBearer: undefined,
    plainHttp: { bare: failed(API, 'refused'), withToken: failed(API, 'refused') }
  }
}

/** The answers of a correct API. */
export function goodApi(): ApiFacts {
  const bare = answered(API, { status: 401, headers: CHALLENGE })
  const document = { resource: API, authorization_servers: [ISSUER] }
  const address = 'https://api.example.com/.well-known/oauth-protected-resource/messages'
  return {
    url: API,
    bare,
    challenges: readChallenges(bare),
    resourceMetadata: {
      wellKnown: answered(address, { body: document, headers: CORS }),
      advertisedUrl: address,
      advertised: answered(address, { body: document, headers: CORS }),
      document
    },
    preflight: answered(API, { status: 204, headers: CORS }),
    bareWithOrigin: answered(API, { status: 401, headers: { ...CHALLENGE, ...CORS } }),
    probes: goodProbes()
  }
}

/** Facts for which no check fails. */
export function goodFacts(): DoctorFacts {
  const document = goodDocument(ISSUER)
  const first = attempt(document)
  const allowed = { headers: CORS }
  return {
    settings: {
      issuer: ISSUER,
      audience: 'https://api.example.com',
      api: API,
      clientId: 'app',
      redirectUri: 'https://app.example.com/callback',
      origin: 'https://app.example.com',
      scopes: ['read:messages'],
      probe: true
    },
    now: NOW,
    metadata: { attempts: [first], chosen: first },
    keys: {
      exchange: answered(`${ISSUER}/keys`, { headers: HEADERS }),
      keys: [ecKey('one')],
      skipped: new Map()
    },
    token: { failure: undefined, signatureFailure: undefined, bytes: 600, ...SAMPLE },
    cors: {
      metadata: answered(ISSUER, allowed),
      keys: answered(ISSUER, allowed),
      tokenPreflight: answered(ISSUER, allowed),
      authorization: answered(ISSUER)
    },
    serverProbes: {
      withoutChallenge: answered(ISSUER, {
        status: 302,
        headers: { location: 'https://app.example.com/callback?error=invalid_request' }
      }),
      bogusCode: answered(ISSUER, {
        status: 400,
        headers: { 'cache-control': 'no-store' },
        body: { error: 'invalid_grant' }
      }),
      bogusCodeFromPage: answered(ISSUER, { status: 400, ...allowed }),
      tokenByGet: answered(ISSUER, { status: 405 })
    },
    api: goodApi()
  }
}
