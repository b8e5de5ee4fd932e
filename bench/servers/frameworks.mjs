import { once } from 'node:events'
import { STEPS } from './anatomy-protections.mjs'
import { EXPRESS_PROTECTIONS } from './express-protections.mjs'
import { FASTIFY_PROTECTIONS } from './fastify-protections.mjs'
import { NEST_PROTECTIONS } from './nest-protections.mjs'

/** @typedef {'Express' | 'Fastify' | 'NestJS'} FrameworkName */
/** @typedef {import('../tokens/world.mjs').Trust} Trust */

/**
 * Which server to start: how it is protected, and how many routes it has beside the one that is asked for.
 *
 * @typedef {{ framework: FrameworkName; protection: string; trust: Trust; routes?: number }} ServerPlan
 */

const ANSWER = { messages: ['Hello.'] }

/**
 * @type {Record<
 *   FrameworkName,
 *   {
 *     protections: readonly { name: string; package: string }[]
 *     listen: (plan: ServerPlan) => Promise<number>
 *   }
 * >}
 */
export const FRAMEWORKS = {
  Express: { protections: EXPRESS_PROTECTIONS, listen: listenWithExpress },
  Fastify: { protections: FASTIFY_PROTECTIONS, listen: listenWithFastify },
  NestJS: { protections: NEST_PROTECTIONS, listen: listenWithNest }
}

/** The path of the last of many routes. */
export const pathOf = (/** @type {number} */ index) => `/messages/${index}`

/**
 * @param {ServerPlan} plan
 * @returns {Promise<number>} The port.
 */
async function listenWithExpress({ protection, trust, routes = 1 }) {
  const { default: express } = await import('express')
  const app = express()
  await find(EXPRESS_PROTECTIONS, protection).protect(app, trust)
  for (let index = 0; index < routes; index += 1) {
    app.get(pathOf(index), (_request, response) => void response.json(ANSWER))
  }
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return portOf(server.address())
}

/**
 * @param {ServerPlan} plan
 * @returns {Promise<number>} The port.
 */
async function listenWithFastify({ protection, trust, routes = 1 }) {
  const { default: fastify } = await import('fastify')
  const app = fastify()
  await find([...FASTIFY_PROTECTIONS, ...STEPS], protection).protect(app, trust)
  for (let index = 0; index < routes; index += 1) app.get(pathOf(index), async () => ANSWER)
  await app.listen({ port: 0, host: '127.0.0.1' })
  return portOf(app.server.address())
}

/**
 * On Fastify, which shows more of what is above it.
 *
 * @param {ServerPlan} plan
 * @returns {Promise<number>} The port.
 */
async function listenWithNest({ protection, trust, routes = 1 }) {
  const { Controller, Get, Module } = await import('@nestjs/common')
  const { NestFactory } = await import('@nestjs/core')
  const { FastifyAdapter } = await import('@nestjs/platform-fastify')
  class MessagesController {
    async answer() {
      return ANSWER
    }
  }
  const { prototype } = MessagesController
  const paths = Array.from({ length: routes }, (_, index) => pathOf(index))
  Get(paths)(prototype, 'answer', Object.getOwnPropertyDescriptor(prototype, 'answer') ?? {})
  Controller()(MessagesController)
  /** @type {import('./nest-protections.mjs').ModuleParts} */
  const parts = { imports: [], providers: [] }
  await find(NEST_PROTECTIONS, protection).protect(parts, trust)
  class BenchModule {
    name = protection
  }
  Module({ ...parts, controllers: [MessagesController] })(BenchModule)
  const adapter = new FastifyAdapter()
  const app = await NestFactory.create(BenchModule, adapter, { logger: false })
  await app.listen(0, '127.0.0.1')
  return portOf(adapter.getInstance().server.address())
}

/** @param {string | import('node:net').AddressInfo | null} address */
function portOf(address) {
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  return address.port
}

/**
 * @template {{ name: string }} T
 * @param {readonly T[]} protections
 * @param {string} name
 */
function find(protections, name) {
  const protection = protections.find((each) => each.name === name)
  if (protection === undefined) throw new Error(`there is no protection "${name}"`)
  return protection
}
