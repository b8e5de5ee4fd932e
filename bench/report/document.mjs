import { PICTURES } from './pictures.mjs'

/** @typedef {import('./table.mjs').TablePlan} TablePlan */
/** @typedef {import('./table.mjs').Column} Column */

/**
 * A chapter: words, pictures, and tables with a line above each.
 *
 * @typedef {{
 *   title: string
 *   sections: readonly string[]
 *   text: string
 *   picture?: import('./pictures.mjs').Picture
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
    text: `The whole way from the value of the \`Authorization\` field to the claims, without HTTP, a new token for each call.
The limit is \`crypto.verify\` on bytes and a \`KeyObject\` that are ready. **Main thread** is what the main thread computes,
for which time nothing else can run; **CPU** is the work of all threads together. \`portcullis\` verifies in the thread pool,
which is the default: what **limit, in the thread pool** costs more than **limit** is the way there and back, and nobody can verify there for less. Where
the check itself is cheap, as that of RS256 is, this weighs more than all of the parsing. Ours remembers each token, as it
does by default, and the garbage collector has to carry it to the old heap: what that takes is the difference to the rows that
**remember nothing**.`,
    picture: PICTURES.fresh,
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
    title: 'A token that comes again',
    sections: ['hits'],
    text: `Every call gets a new string object, as a server does: V8 remembers what it knows about a string object, and one that
is used again reads many times too fast. Libraries without a memory verify again.`,
    picture: PICTURES.hits,
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
proof, on bytes and a \`KeyObject\` that are ready. Ours has verified the token before, as an API has of a client that comes
again; the others verify the token each time, too, and remember no used proof. A **known client** sent a proof before; of a **new key** ours
computes the thumbprint and imports it.`,
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
    text: `RS256. The server has one core, the load another; 32 connections ask again as soon as they are answered. All are held
against **no check**: the same server with the same header, which nobody looks at. **No auth** are requests without the header.
**Middleware that does nothing** shows what the framework takes for any middleware; **signature check alone** does what nobody
can do without, in the thread pool, and nothing else: with fresh tokens that is about the most that can be reached on the machine.
On one core ours verifies on the main thread by default, too. Where
every token is new, ours remembers 100 of the 20,000 that come in turn. Servers take turns of 150 ms, in which all others stand still, so
that a machine that changes its pace changes no ratio; each round begins with new processes, since the same code runs faster in
one process than in another. The heaps of all of them keep the size that a busy server has (V8 flags \`--no-memory-reducer\` and
\`--min-semi-space-size=16\`): V8 takes a process that stands still for an idle one and shrinks its heap, and the server that had stood still
for longest would be slower by up to a quarter. The load does not sleep between two answers: only a slow
server would find it asleep, and would pay for waking it.`,
    picture: PICTURES.server,
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
    text: `What a known token costs inside of a server, one step more in each line: Fastify, which shows every microsecond. A
single token is in every cache of the processor, a thousand are not.

In Express with Node 20 much of it is \`req.auth\`. Express sets the prototype of each request, which gives each one a hidden
class of its own there: to look at a member takes up to a microsecond, and to add one makes another class, several microseconds
with what the garbage collector has to do for it. With Node 24 it costs next to nothing, and Express serves three times as many
requests.`,
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
saves the hop to the pool; the pool keeps the event loop free, which is why it is the default: on several cores whole servers are
faster with it, and their event loops wait less. On one core the pool could only take the core from the event loop: there,
signatures are verified on the main thread in both cases.`,
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
    text: `\`node:cluster\`, RS256, nothing shared. The load comes from the same machine: on two cores, a second process has to share
its core with it. That CPU per request stays the same says that the processes do not hinder each other.`,
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
