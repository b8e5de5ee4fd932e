/** @typedef {import('./document.mjs').Chapter} Chapter */

const MEBIBYTE = 2 ** 20

const VERIFIERS = [
  'portcullis',
  'portcullis, main thread',
  'jose, createRemoteJWKSet',
  'fast-jwt, PEM',
  'aws-jwt-verify, verifySync'
]

const GROWTHS = [
  { matter: 'keys in a set', streams: ['repeated', 'fresh'] },
  { matter: 'issuers', streams: ['repeated', 'fresh'] },
  { matter: 'guarded routes', streams: ['repeated'] },
  { matter: 'bytes of a token', streams: ['repeated', 'fresh'] }
]

/**
 * The chapters that are not about the speed of valid tokens.
 *
 * @type {readonly Chapter[]}
 */
export const FURTHER_CHAPTERS = [
  {
    title: 'Invalid tokens',
    sections: ['flood'],
    text: `Distinct RS256 tokens with random signatures, compared with new valid ones. Nothing is cached for an invalid token, and
refusing one must not cost more than accepting one.`,
    tables: VERIFIERS.map((verifier) => ({
      caption: verifier,
      plan: {
        section: 'flood',
        labels: { verifier },
        rows: 'who',
        head: 'tokens',
        columns: [
          { title: 'CPU, × good', kind: 'ratios', quantity: 'cpu' },
          { title: 'CPU µs', kind: 'figures', quantity: 'cpu' }
        ]
      }
    }))
  },
  {
    title: 'Valid traffic during a flood',
    sections: ['beside'],
    text: `One core. 32 connections with 1,000 valid tokens in turn: alone, and together with 32 connections that send distinct tokens with
invalid signatures as fast as they are refused.`,
    tables: ['Express', 'Fastify'].flatMap((framework) =>
      ['portcullis', 'jose by hand', 'aws-jwt-verify by hand'].map((protection) => ({
        caption: `${framework}, ${protection}`,
        plan: {
          section: 'beside',
          labels: { framework, protection },
          rows: 'who',
          head: 'good traffic',
          columns: [
            { title: 'requests/s, part', kind: /** @type {const} */ ('ratios'), quantity: 'rate' },
            { title: 'requests/s', kind: /** @type {const} */ ('figures'), quantity: 'rate' },
            { title: 'p99 ms', kind: /** @type {const} */ ('figures'), quantity: 'p99', unit: 1000 },
            { title: 'refused/s', kind: /** @type {const} */ ('figures'), quantity: 'refused' }
          ]
        }
      }))
    )
  },
  {
    title: 'Memory of cached tokens',
    sections: ['memory'],
    text: 'Bytes of heap for each cached RS256 token of 957 bytes, after a garbage collection, including the token.',
    tables: [10_000, 100_000].map((tokens) => ({
      caption: `${tokens.toLocaleString('en-US')} tokens`,
      plan: {
        section: 'memory',
        labels: { tokens },
        rows: 'who',
        head: 'verifier',
        columns: [
          { title: 'bytes', kind: 'figures', quantity: 'bytes' },
          { title: 'remembered', kind: 'figures', quantity: 'remembered' }
        ]
      }
    }))
  },
  {
    title: 'Many distinct tokens',
    sections: ['distinct'],
    text: `Distinct ES256 tokens, and a cache for 10,000: the cost of each, and the memory of the process
after that many.`,
    tables: [
      {
        caption: '',
        plan: {
          section: 'distinct',
          rows: 'seen',
          head: 'tokens seen',
          columns: [
            { title: 'CPU µs', kind: 'figures', quantity: 'cpu' },
            { title: 'RSS MiB', kind: 'figures', quantity: 'rss', unit: MEBIBYTE },
            { title: 'heap MiB', kind: 'figures', quantity: 'heapUsed', unit: MEBIBYTE }
          ]
        }
      }
    ]
  },
  {
    title: 'How the cost grows',
    sections: ['growth'],
    text: 'ES256. Repeated tokens: microseconds for each; fresh tokens: CPU of all threads. Ratios are to the smallest, or to 1 KiB.',
    tables: GROWTHS.flatMap(({ matter, streams }) =>
      streams.map((stream) => ({
        caption: `${matter}, ${stream} tokens`,
        plan: {
          section: 'growth',
          labels: { matter, stream },
          rows: 'who',
          head: matter,
          columns: ['ratios', 'figures'].map((kind) => ({
            title: kind === 'ratios' ? '×' : 'µs',
            kind: kind === 'ratios' ? /** @type {const} */ ('ratios') : /** @type {const} */ ('figures'),
            quantity: stream === 'fresh' ? 'cpu' : 'wall'
          }))
        }
      }))
    )
  },
  {
    title: 'Start-up',
    sections: ['startup'],
    text: `Each in a process of its own. Import: without the start of Node.js. First 200: from the start of the process to the first
request that was admitted, with metadata and keys fetched from a server on the same machine.`,
    tables: ['import', 'first 200, Express', 'first 200, Fastify'].map((what) => ({
      caption: what,
      plan: {
        section: 'startup',
        labels: { what },
        rows: 'who',
        head: what,
        columns: [
          { title: what === 'import' ? '× jose' : '× no check', kind: 'ratios', quantity: 'milliseconds' },
          { title: 'ms', kind: 'figures', quantity: 'milliseconds' }
        ]
      }
    }))
  },
  {
    title: 'Installed size',
    sections: ['size'],
    text: `The size on disk, including dependencies. Most of \`lru-cache\` is source maps and a second build, which no program loads.`,
    tables: [
      {
        caption: '',
        plan: {
          section: 'size',
          rows: 'who',
          head: 'package',
          columns: [
            { title: 'KiB', kind: 'figures', quantity: 'bytes', unit: 1024 },
            { title: 'of it lru-cache, KiB', kind: 'figures', quantity: 'lruCache', unit: 1024 },
            { title: 'packages', kind: 'figures', quantity: 'packages' }
          ]
        }
      }
    ]
  }
]
