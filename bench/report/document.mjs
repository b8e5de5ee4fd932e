import { PICTURES } from './pictures.mjs'

/** @typedef {import('./table.mjs').TablePlan} TablePlan */
/** @typedef {import('./table.mjs').Column} Column */

/**
 * A chapter: words, pictures, and tables with a line above each. The page shows `summary`, `picture`, and
 * `columns` of the first table.
 *
 * @typedef {{
 *   title: string
 *   sections: readonly string[]
 *   text: string
 *   summary?: string
 *   picture?: import('./pictures.mjs').Picture
 *   columns?: readonly string[]
 *   tables: readonly { caption: string; plan: TablePlan }[]
 * }} Chapter
 */

/** @type {readonly Column[]} */
const FRESH_COLUMNS = [
  { title: 'main thread, × limit', kind: 'ratios', quantity: 'mainCpu' },
  { title: 'CPU, × limit', kind: 'ratios', quantity: 'cpu' },
  { title: 'µs', kind: 'figures', quantity: 'wall' }
]

/** @type {readonly Column[]} */
const SERVER_COLUMNS = [
  { title: 'requests/s, part of no check', kind: 'ratios', quantity: 'rate' },
  { title: 'requests/s', kind: 'figures', quantity: 'rate' },
  { title: 'p50 ms', kind: 'figures', quantity: 'p50', unit: 1000 },
  { title: 'p99 ms', kind: 'figures', quantity: 'p99', unit: 1000 },
  { title: 'CPU µs/request', kind: 'figures', quantity: 'cpu' }
]

const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA']

/** @type {readonly Chapter[]} */
export const CHAPTERS = [
  {
    title: 'A token never seen before',
    sections: ['fresh'],
    text: `From the value of the \`Authorization\` header to the claims, without HTTP, with a new token for each call. The limit is
\`crypto.verify\` on prepared bytes and a prepared \`KeyObject\`. **Main thread** is the time in which the main thread can do nothing
else. **CPU** is the work of all threads. \`portcullis\` verifies in the thread pool, which is the default. The difference between
**limit, in the thread pool** and **limit** is the cost of the pool, which no verifier there can avoid. If the check is cheap, as for
RS256, the pool costs more than all of the parsing. Portcullis caches each token by default, and the garbage collector moves it to
the old heap. The rows that **remember nothing** show what that costs.`,
    summary:
      'The cost of a new RS256 token, from the header to the claims, without HTTP. The limit is the bare signature check.',
    picture: PICTURES.fresh,
    columns: ['main thread, × limit', 'CPU, × limit'],
    tables: ALGORITHMS.flatMap((algorithm) =>
      [1, 16].map((atATime) => ({
        caption: `${algorithm}, ${atATime === 1 ? 'one at a time' : `${atATime} at a time`}`,
        plan: {
          section: 'fresh',
          labels: { algorithm, atATime },
          rows: 'who',
          head: 'verifier',
          columns: FRESH_COLUMNS
        }
      }))
    )
  },
  {
    title: 'A token seen before',
    sections: ['hits'],
    text: `Every call gets a new string object, as in a server. V8 caches facts about a string object, so a reused one is read many
times too fast. Libraries without a cache verify again.`,
    summary:
      'The cost of accepting a token that was verified before. Libraries without a cache verify it again.',
    picture: PICTURES.hits,
    columns: ['µs', '× portcullis'],
    tables: ['RS256', 'ES256'].flatMap((algorithm) =>
      [1, 1_000].map((tokens) => ({
        caption: `${algorithm}, ${tokens === 1 ? 'one token' : '1,000 tokens in turn'}`,
        plan: {
          section: 'hits',
          labels: { algorithm, tokens },
          rows: 'who',
          head: 'verifier',
          columns: [
            { title: 'µs', kind: /** @type {const} */ ('figures'), quantity: 'wall' },
            { title: '× portcullis', kind: /** @type {const} */ ('ratios'), quantity: 'wall' }
          ]
        }
      }))
    )
  },
  {
    title: 'DPoP proofs',
    sections: ['dpop'],
    text: `A request with a bound token (RFC 9449, ES256), from the headers to the context. The limit is \`crypto.verify\` of the
proof, on prepared bytes and a prepared \`KeyObject\`. Portcullis has the token in its cache, as for a client that returns. The others
verify the token each time, and record no used proof. A **known client** sent a proof before. For a **new key**, Portcullis computes
the thumbprint and imports the key.`,
    tables: ['known', 'new'].map((client) => ({
      caption: client === 'known' ? 'a known client' : 'a new key',
      plan: {
        section: 'dpop',
        labels: { client },
        rows: 'who',
        head: 'verifier',
        columns: [
          { title: 'CPU, × limit', kind: /** @type {const} */ ('ratios'), quantity: 'cpu' },
          { title: 'CPU µs', kind: /** @type {const} */ ('figures'), quantity: 'cpu' }
        ]
      }
    }))
  },
  {
    title: 'The whole server',
    sections: ['server'],
    text: `RS256. The server has one core, the load another. 32 connections send the next request when they get an answer. **No check** is
the same server with the same header, which it ignores: all ratios are to it. **No auth** are requests without the header.
**Middleware that does nothing** shows the cost of any middleware in the framework. **Signature check alone** does only that, in the
thread pool: with fresh tokens it is about the most that the machine can reach. On one core, Portcullis verifies on the main thread
by default. If every token is new, it caches 100 of the 20,000 that come in turn.

Servers take turns of 150 ms, in which all others pause. So a machine that changes its speed changes no ratio. Each round starts new
processes, because the same code runs faster in one process than in another. All heaps keep the size of a busy server (V8 flags
\`--no-memory-reducer\` and \`--min-semi-space-size=16\`). Otherwise V8 shrinks the heap of a paused process, and the server that
paused longest would be slower by up to a quarter. The load does not sleep between two answers: a slow server would pay for waking
it.`,
    summary:
      'Requests per second on one core with RS256 tokens, relative to the same server without a check.',
    picture: PICTURES.server,
    columns: ['requests/s, part of no check', 'p99 ms'],
    tables: ['Express', 'Fastify'].flatMap((framework) =>
      ['fresh', '1,000 repeated', 'one'].map((stream) => ({
        caption: `${framework}, ${{ fresh: 'every token new', one: 'one token' }[stream] ?? '1,000 tokens in turn'}`,
        plan: {
          section: 'server',
          labels: { framework, stream },
          rows: 'who',
          head: 'protection',
          columns: SERVER_COLUMNS
        }
      }))
    )
  },
  {
    title: 'Where the microseconds go',
    sections: ['anatomy'],
    text: `The cost of a cached token in a Fastify server, with one more step in each line. A single token is in every cache of the
processor; a thousand are not.

In Express on Node 20, \`req.auth\` is a large part. Express sets the prototype of each request, which gives each its own hidden
class. To read a member takes up to a microsecond. To add one creates another class, several microseconds with garbage collection. On
Node 24 it costs almost nothing, and Express serves three times as many requests.`,
    tables: [1, 1_000].map((tokens) => ({
      caption: tokens === 1 ? 'one token' : '1,000 tokens in turn',
      plan: {
        section: 'anatomy',
        labels: { tokens },
        rows: 'who',
        head: 'step',
        columns: [
          { title: 'CPU µs/request', kind: 'figures', quantity: 'cpu' },
          { title: 'requests/s, part of no check', kind: 'ratios', quantity: 'rate' }
        ]
      }
    }))
  },
  {
    title: 'Thread pool or main thread',
    sections: ['threads'],
    text: `Fastify with fresh tokens, on one core and on all (one of them also makes the load). \`signatureThread: 'mainThread'\`
avoids the cost of the pool. The pool keeps the event loop free, so it is the default: on several cores, whole servers are faster with
it, and their event loops wait less. On one core, the pool would take the core from the event loop. So Portcullis verifies on the
main thread there, with both settings.`,
    tables: ['RS256', 'ES256'].flatMap((algorithm) =>
      ['one', 'all'].map((cores) => ({
        caption: `${algorithm}, ${cores === 'one' ? 'one core' : 'all cores'}`,
        plan: {
          section: 'threads',
          labels: { algorithm, cores },
          rows: 'who',
          head: 'protection',
          columns: [
            ...SERVER_COLUMNS,
            {
              title: 'event loop delay p99 ms',
              kind: /** @type {const} */ ('figures'),
              quantity: 'delay',
              unit: 1000
            }
          ]
        }
      }))
    )
  },
  {
    title: 'From one process to two',
    sections: ['cluster'],
    text: `\`node:cluster\`, RS256, nothing shared. The load comes from the same machine: on two cores, it shares a core with the
second process. CPU per request stays the same, so the processes do not slow each other down.`,
    tables: ['Express', 'Fastify'].flatMap((framework) =>
      ['fresh', '1,000 repeated'].map((stream) => ({
        caption: `${framework}, ${stream === 'fresh' ? 'every token new' : '1,000 tokens in turn'}`,
        plan: {
          section: 'cluster',
          labels: { framework, stream },
          rows: 'who',
          head: 'processes',
          columns: [
            { title: 'requests/s, × one process', kind: /** @type {const} */ ('ratios'), quantity: 'rate' },
            ...SERVER_COLUMNS.slice(1)
          ]
        }
      }))
    )
  }
]
