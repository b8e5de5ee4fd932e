import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express from 'express'
import { PUBLIC_FOLDER } from './public-folder.mjs'
import { securityHeaders } from './security-headers.mjs'

/** @import {TrustedServer} from './trusted-server.mjs' */

/**
 * What the page needs to know; it fetches this as `/config.json`.
 *
 * @typedef {Omit<TrustedServer, 'machineToken'> & {
 *   redirectUri: string
 *   apis: { name: string; origin: string; code: string }[]
 * }} PageConfig
 */

const OAUTH_CLIENT_FILE = fileURLToPath(import.meta.resolve('oauth4webapi'))

/**
 * Serves the page. Everything comes from this machine: the folder `public`, and the OAuth client from
 * `node_modules`.
 *
 * @param {string} origin
 * @param {{
 *   trusted: TrustedServer
 *   apis: PageConfig['apis']
 *   log: { lineOf: (call: string) => string | undefined }
 * }} settings
 */
export function createWebServer(origin, { trusted, apis, log }) {
  const page = readFileSync(join(PUBLIC_FOLDER, 'index.html'), 'utf8')
  const { machineToken: _, ...shown } = trusted
  /** @type {PageConfig} */
  const config = { ...shown, redirectUri: `${origin}/callback`, apis }

  const app = express()
  app.disable('x-powered-by')
  app.use(canonicalHost(origin))
  app.use(securityHeaders(createPolicy(page, [trusted.issuer, ...apis.map((api) => api.origin)])))
  app.get('/config.json', (_req, res) => {
    res.set('Cache-Control', 'no-store').json(config)
  })
  // Only the demo shows its log: it belongs to the developer of an API, and not to its clients.
  app.get('/server-log/:call', (req, res) => {
    res.set('Cache-Control', 'no-store').json({ line: log.lineOf(req.params.call) ?? null })
  })
  app.get('/vendor/oauth4webapi.js', (_req, res) => {
    res.sendFile(OAUTH_CLIENT_FILE)
  })
  // The redirect URI is the same page: it reads the answer from its own address.
  app.get(['/', '/callback'], (_req, res) => {
    res.type('html').set('Cache-Control', 'no-store').send(page)
  })
  app.use(express.static(PUBLIC_FOLDER, { index: false }))
  return app
}

/**
 * The redirect URI must match exactly, so `localhost` is redirected to the registered address.
 *
 * @param {string} origin
 * @returns {import('express').RequestHandler}
 */
function canonicalHost(origin) {
  const { host } = new URL(origin)
  return (req, res, next) => {
    if (req.headers.host === host) next()
    else res.redirect(307, `${origin}/`)
  }
}

/**
 * @param {string} page
 * @param {string[]} servers Those that the page calls.
 */
function createPolicy(page, servers) {
  return {
    'script-src': `'self' ${importMapHash(page)}`,
    'style-src': "'self'",
    'img-src': "'self'",
    'connect-src': ["'self'", ...servers.map((server) => new URL(server).origin)].join(' ')
  }
}

/**
 * The import map is the one script inside the page; its hash admits it.
 *
 * @param {string} page
 */
function importMapHash(page) {
  const importMap = /<script type="importmap">([\s\S]*?)<\/script>/.exec(page)?.[1] ?? ''
  return `'sha256-${createHash('sha256').update(importMap).digest('base64')}'`
}
