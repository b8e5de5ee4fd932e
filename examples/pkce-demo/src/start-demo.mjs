import { randomBytes } from 'node:crypto'
import { readApiCode } from './api-code.mjs'
import { SCOPES } from './authorization-server/resources.mjs'
import { createExpressApi } from './express-api.mjs'
import { createFastifyApi } from './fastify-api.mjs'
import { createServerRow } from './listen.mjs'
import { createServerLog } from './server-log.mjs'
import { trustServer } from './trusted-server.mjs'
import { createWebServer } from './web-server.mjs'

/** @import {DemoOptions} from './demo-options.mjs' */
/** @import {ListeningServer} from './listen.mjs' */
/** @import {TrustedServer} from './trusted-server.mjs' */

/**
 * What both APIs are created with.
 *
 * @typedef {object} ApiSettings
 * @property {string} issuer
 * @property {string} audience
 * @property {number} clockToleranceSeconds
 * @property {string} resource The address of this API, the one setting in which both differ. Its metadata and
 *   DPoP proofs name it.
 * @property {{ name: string; scopes: string[] }} metadata What it publishes about itself (RFC 9728).
 * @property {{ nonce: { secrets: string[] } }} dpop DPoP proofs need a nonce, made with these secrets.
 * @property {string} pageOrigin The only origin whose scripts can call.
 */

/**
 * @typedef {object} Demo
 * @property {string} pageOrigin
 * @property {TrustedServer} trusted
 * @property {{ name: string; origin: string; code: string }[]} apis
 * @property {() => Promise<void>} stop
 */

/**
 * Starts every part of the demo in this process.
 *
 * @param {DemoOptions} options
 * @returns {Promise<Demo>}
 */
export async function startDemo({ port, exactPort, external }) {
  const servers = createServerRow(port)
  const log = createServerLog()
  const stop = async () => {
    log.close()
    await servers.closeAll()
  }
  try {
    const page = await servers.listen({ exactPort })
    const authorizationServer = external ?? (await servers.listen())
    const express = await servers.listen()
    const fastify = await servers.listen()
    const trusted = await trustServer(authorizationServer, {
      pageOrigin: page.origin,
      apiOrigins: [express.origin, fastify.origin]
    })
    const apis = await startApis({ express, fastify }, log, { ...trusted, pageOrigin: page.origin })
    page.serve(createWebServer(page.origin, { trusted, apis, log }))
    return { pageOrigin: page.origin, trusted, apis, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * @param {{ express: ListeningServer; fastify: ListeningServer }} servers
 * @param {ReturnType<typeof createServerLog>} log
 * @param {TrustedServer & { pageOrigin: string }} shared
 */
async function startApis({ express, fastify }, log, shared) {
  const settings = {
    ...shared,
    metadata: { name: 'Orders', scopes: Object.keys(SCOPES) },
    dpop: { nonce: { secrets: [randomBytes(32).toString('base64url')] } }
  }
  express.serve(log.record(createExpressApi({ ...settings, resource: express.origin })))

  const app = await createFastifyApi({ ...settings, resource: fastify.origin })
  await app.ready()
  fastify.serve(log.record((request, response) => app.routing(request, response)))

  return [
    { name: 'Express', origin: express.origin, code: readApiCode('express-api.mjs') },
    { name: 'Fastify', origin: fastify.origin, code: readApiCode('fastify-api.mjs') }
  ]
}
