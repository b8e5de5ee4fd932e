import { describe, expect, test } from 'vitest'
import { systemClock } from '../../src/clock/system-clock.ts'
import { ISSUER_ROWS, KEY_ROWS, RESOURCE_ROWS, REVOCATION_ROWS } from '../../src/options/option-rows.ts'
import type { OptionRow } from '../../src/options/option-rules.ts'
import { METADATA_ROWS } from '../../src/options/resolve-metadata.ts'
import { DPOP_ROWS, MUTUAL_TLS_ROWS, NONCE_ROWS } from '../../src/options/sender-constraint-rows.ts'
import { claimsSchema } from './claims-schema-values.ts'
import { flag, fn, issuer, issuerSpecific, type OptionValues } from './issuer-option-rows.ts'
import { impliedScopes } from './implied-scopes-values.ts'
import { ofDpop, ofMutualTls, ofNonce, publicUrl, trueOrObject } from './sender-constraint-values.ts'

const location = "must be ['header'] or ['header', 'body']"

const ofIssuer: Readonly<Record<string, OptionValues>> = {
  ...issuerSpecific,
  issuer,
  tenants: { good: [['t']], bad: { 'must be a non-empty list of tenant ids': [[], 't', [''], [5], null] } }
}

const ofResource: Readonly<Record<string, OptionValues>> = {
  ...issuerSpecific,
  issuer,
  issuers: {
    good: [[{}], () => undefined],
    bad: { 'must be a non-empty list of issuers or a function': [[], {}, 'https://as.example.test', null] }
  },
  clockToleranceSeconds: {
    good: [0, 0.5, 30, 300],
    bad: { 'must be a number from 0 to 300': [-1, -0.001, 300.001, 301, NaN, Infinity, '30', null] }
  },
  tokenLocations: {
    good: [['header'], ['header', 'body']],
    bad: {
      [location]: [
        [],
        'header',
        null,
        ['cookie'],
        ['header', 'Body'],
        [5],
        ['body'],
        ['body', 'header', 'x']
      ],
      "never accepts 'query', because URLs end up in logs": [['query'], ['header', 'query']]
    }
  },
  maxTokenBytes: {
    good: [256, 16_384, 1_048_576],
    bad: {
      'must be a number from 256 to 1048576': [255, 1_048_577, 0],
      'must be a whole number from 256 to 1048576': [256.5, '16384', null, NaN, Infinity]
    }
  },
  keys: { good: [{}], bad: { 'must be an object': [null, [], 'keys', 5] } },
  tokenCacheSize: {
    good: [0, 1, 10_000_000],
    bad: {
      'must be a number from 0 to 10000000': [-1, 10_000_001],
      'must be a whole number from 0 to 10000000': [0.5, 10.5, '5', null, NaN, Infinity]
    }
  },
  corsPreflight: {
    good: ['refuse', 'pass'],
    bad: { 'must be one of: refuse, pass': ['allow', '', null, true] }
  },
  signatureThread: {
    good: ['threadPool', 'mainThread'],
    bad: { 'must be one of: threadPool, mainThread': ['worker', '', null, 1] }
  },
  realm: {
    good: ['api', ' a "quoted" realm~'],
    bad: { 'must be a string of printable ASCII characters': ['', 'ä', 'a\r\nb', 'a\tb', 'a\u007f', 5, null] }
  },
  resource: {
    good: ['https://api.example.test', 'urn:example:api'],
    bad: {
      'must be an absolute URI without fragment': [
        '',
        'api',
        '/api',
        'https://a/#',
        'https://a#b',
        'https://a\n',
        'https://a/é',
        5,
        null
      ]
    }
  },
  publicUrl,
  dpop: trueOrObject,
  mutualTls: trueOrObject,
  impliedScopes,
  metadata: { good: [{}], bad: { 'must be an object': [null, [], true, 'metadata'] } },
  fetch: fn,
  claims: claimsSchema,
  validate: fn,
  revocations: { good: [{}], bad: { 'must be an object': [null, [], 'redis', 5] } },
  isRevoked: fn,
  clock: {
    good: [systemClock],
    bad: {
      'must have the functions now, monotonic and schedule': [
        null,
        'clock',
        () => 1,
        {},
        { now: 1, monotonic: 1 },
        { now: 1, schedule: 1 },
        { monotonic: 1, schedule: 1 }
      ]
    }
  },
  explain: flag
}

const ofKeys: Readonly<Record<string, OptionValues>> = {
  ttlSeconds: {
    good: [60, 86_400],
    bad: { 'must be a number from 60 to 86400': [59.9, 86_401, 0, '600', null] }
  },
  staleIfErrorSeconds: {
    good: [0, 86_400],
    bad: { 'must be a number from 0 to 86400': [-1, 86_401, '0', null] }
  },
  fetchTimeoutSeconds: {
    good: [0.1, 30],
    bad: { 'must be a number from 0.1 to 30': [0, 0.09, 30.1, '3', null] }
  }
}

const list = { append: async () => undefined, read: async () => undefined }

const ofRevocations: Readonly<Record<string, OptionValues>> = {
  list: {
    good: [list],
    bad: { 'must have the functions append and read': [null, 'redis', {}, { append: 1 }, { read: 1 }] }
  },
  maxLagSeconds: {
    good: [1, 3600],
    bad: { 'must be a number from 1 to 3600': [0, 3601, '5', null] }
  },
  onLag: {
    good: ['refuse', 'serve'],
    bad: { 'must be one of: refuse, serve': ['ignore', true, null] }
  },
  pollSeconds: {
    good: [0.05, 60],
    bad: { 'must be a number from 0.05 to 60': [0, 61, '1', null] }
  }
}

const ofMetadata: Readonly<Record<string, OptionValues>> = {
  name: { good: ['Orders', 'Bücher'], bad: { 'must be a non-empty string': ['', 5, null] } },
  scopes: {
    good: [['read'], ['read:messages', 'write:messages']],
    bad: {
      'must be a non-empty list of scope tokens': [[], 'read', ['read write'], ['"'], [''], [5], null],
      'never accepts "offline_access", which is between the client and the authorization server': [
        ['read', 'offline_access']
      ]
    }
  },
  documentation: {
    good: ['https://api.example.test/docs', 'http://localhost:3000/docs'],
    bad: {
      'must be an https URL (http is accepted on the loopback interface only)': [
        'http://api.example.test/docs',
        '/docs',
        '',
        5,
        null
      ]
    }
  }
}

type Table = Readonly<Record<string, OptionValues>>
type Rows = Readonly<Record<string, OptionRow>>

describe.each<{ name: string; rows: Rows; table: Table }>([
  { name: 'an issuer', rows: ISSUER_ROWS, table: ofIssuer },
  { name: 'a protected resource', rows: RESOURCE_ROWS, table: ofResource },
  { name: 'keys', rows: KEY_ROWS, table: ofKeys },
  { name: 'dpop', rows: DPOP_ROWS, table: ofDpop },
  { name: 'dpop.nonce', rows: NONCE_ROWS, table: ofNonce },
  { name: 'mutualTls', rows: MUTUAL_TLS_ROWS, table: ofMutualTls },
  { name: 'revocations', rows: REVOCATION_ROWS, table: ofRevocations },
  { name: 'metadata', rows: METADATA_ROWS, table: ofMetadata }
])('the options of $name', ({ rows, table }) => {
  test('are all tested here', () => {
    expect(Object.keys(table).toSorted()).toEqual(Object.keys(rows).toSorted())
  })

  test.each(Object.entries(table))(
    '%s accepts valid values, and says what invalid ones must be',
    (option, { good, bad }) => {
      const rule = rows[option]?.rule
      for (const value of good) expect(rule?.(value), JSON.stringify(value)).toBeUndefined()
      for (const [problem, values] of Object.entries(bad)) {
        for (const value of values) expect(rule?.(value), JSON.stringify(value)).toBe(problem)
      }
    }
  )
})
