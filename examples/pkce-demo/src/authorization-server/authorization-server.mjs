import { randomBytes } from 'node:crypto'
import express from 'express'
import { PUBLIC_FOLDER } from '../public-folder.mjs'
import { securityHeaders } from '../security-headers.mjs'
import { createInteractions } from './interactions.mjs'
import { createProvider } from './load-oidc-provider.mjs'
import { createProviderConfiguration, MACHINE_CLIENT_ID } from './provider-configuration.mjs'
import { createResources, SCOPES } from './resources.mjs'

/**
 * @typedef {object} AuthorizationServerSettings
 * @property {string} issuer
 * @property {number} port
 * @property {string} pageOrigin
 * @property {string[]} apiOrigins
 */

/**
 * A real authorization server for this machine only: oidc-provider with sign-in and consent pages in front.
 * Everything it knows is in memory and gone when it ends.
 *
 * @param {AuthorizationServerSettings} settings
 */
export async function createAuthorizationServer(settings) {
  const { issuer, port, pageOrigin, apiOrigins } = settings
  const clientSecret = randomBytes(32).toString('base64url')
  const findResource = createResources(apiOrigins)
  const configuration = await createProviderConfiguration({ port, pageOrigin, clientSecret, findResource })
  const provider = await createProvider(issuer, configuration)
  provider.use(listScopes)
  provider.on('server_error', (_ctx, error) => console.error('authorization server:', error))

  const app = express()
  app.disable('x-powered-by')
  app.use(securityHeaders(POLICY))
  app.use('/assets', express.static(PUBLIC_FOLDER))
  app.use('/interaction', createInteractions(provider, { pageOrigin, findResource }))
  app.use(provider.callback())
  return { app, machine: { clientId: MACHINE_CLIENT_ID, clientSecret } }
}

const POLICY = {
  'style-src': "'self'",
  'img-src': "'self'",
  // This holds for the redirects after a form as well. The last of them leads back to the client: the page, or
  // a program that listens on any port of this machine (RFC 8252 section 7.3).
  'form-action': "'self' http://127.0.0.1:*"
}

/**
 * Adds the scopes of the APIs to the metadata. oidc-provider lists only its own, since it knows those of an
 * API by their resource indicator.
 *
 * @param {import('oidc-provider').KoaContextWithOIDC} ctx
 * @param {() => Promise<void>} next
 */
async function listScopes(ctx, next) {
  await next()
  if (ctx.oidc?.route !== 'discovery') return
  const metadata = /** @type {{ scopes_supported: string[] }} */ (ctx.body)
  metadata.scopes_supported.push(...Object.keys(SCOPES))
}
