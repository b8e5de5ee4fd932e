import { randomBytes } from 'node:crypto'
import { readApiCode } from './api-code.mjs'
import { createExpressApi } from './express-api.mjs'
import { createFastifyApi } from './fastify-api.mjs'
import { createServerRow } from './listen.mjs'
import { createServerLog } from './server-log.mjs'
import { startOwnAuthorizationServer, useExternalAuthorizationServer } from './trusted-server.mjs'
import { createWebServer } from './web-server.mjs'

/** @import {DemoOptions} from './demo-options.mjs' */
/** @import {TrustedServer} from './trusted-server.mjs' */

/**
 * What both APIs are created with.
 *
 * @typedef {object} ApiSettings
 * @property {string} issuer
 * @property {string} audience
 * @property {number} clockToleranceSeconds
 * @property {string} publicUrl The origin that clients call; DPoP proofs name it.
 * @property {string[]} secrets The secrets of the nonces for DPoP proofs.
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
    const trusted =
      external === undefined
        ? await startOwnAuthorizationServer(await servers.listen(), page.origin)
        : useExternalAuthorizationServer(external)
    const apis = await startApis(servers, log, { ...trusted, pageOrigin: page.origin })
    page.serve(createWebServer(page.origin, { trusted, apis, log }))
    return { pageOrigin: page.origin, trusted, apis, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * @param {ReturnType<typeof createServerRow>} servers
 * @param {ReturnType<typeof createServerLog>} log
 * @param {TrustedServer & { pageOrigin: string }} shared
 */
async function startApis(servers, log, shared) {
  const settings = { ...shared, secrets: [randomBytes(32).toString('base64url')] }
  const express = await servers.listen()
  express.serve(log.record(createExpressApi({ ...settings, publicUrl: express.origin })))

  const fastify = await servers.listen()
  const app = await createFastifyApi({ ...settings, publicUrl: fastify.origin })
  await app.ready()
  fastify.serve(log.record((request, response) => app.routing(request, response)))

  return [
    { name: 'Express', origin: express.origin, code: readApiCode('express-api.mjs') },
    { name: 'Fastify', origin: fastify.origin, code: readApiCode('fastify-api.mjs') }
  ]
}
