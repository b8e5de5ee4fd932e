import { anatomy } from './anatomy.mjs'
import { beside } from './beside.mjs'
import { cluster } from './cluster.mjs'
import { dpop } from './dpop.mjs'
import { distinct } from './distinct.mjs'
import { flood } from './flood.mjs'
import { fresh } from './fresh.mjs'
import { growth } from './growth.mjs'
import { hits } from './hits.mjs'
import { memory } from './memory.mjs'
import { server } from './server.mjs'
import { size } from './size.mjs'
import { startup } from './startup.mjs'
import { threads } from './threads.mjs'

/**
 * All parts of the benchmark, in the order in which they run.
 *
 * @type {readonly import('./section.mjs').Section[]}
 */
export const SECTIONS = [
  fresh,
  hits,
  dpop,
  server,
  anatomy,
  threads,
  cluster,
  flood,
  beside,
  memory,
  distinct,
  growth,
  startup,
  size
]
