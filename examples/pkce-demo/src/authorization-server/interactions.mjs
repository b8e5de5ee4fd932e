import express from 'express'
import { renderConsentPage, renderErrorPage, renderSignInPage } from './pages.mjs'
import { SCOPES } from './resources.mjs'

/**
 * @import {
 *   Request,
 *   Response
 * } from 'express'
 */
/** @import {default as Provider} from 'oidc-provider' */
/** @import {FindResource} from './resources.mjs' */

const NAME = /^[A-Za-z0-9._-]{1,40}$/

/**
 * The pages on which a person signs in and consents. oidc-provider redirects the browser here and takes it
 * back with `interactionFinished`.
 *
 * @param {Provider} provider
 * @param {{ pageOrigin: string; findResource: FindResource }} settings
 */
export function createInteractions(provider, { pageOrigin, findResource }) {
  const router = express.Router()
  const readForm = express.urlencoded({ extended: false })

  router.get('/:uid', async (req, res) => {
    res.type('html').send(renderInteraction(await readInteraction(provider, req, res), findResource))
  })

  router.post('/:uid/sign-in', readForm, async (req, res) => {
    const { name } = /** @type {{ name?: unknown }} */ (req.body ?? {})
    if (typeof name !== 'string' || !NAME.test(name)) {
      res.redirect(303, `/interaction/${req.params.uid}`)
      return
    }
    await provider.interactionFinished(req, res, { login: { accountId: name } })
  })

  router.post('/:uid/allow', async (req, res) => {
    const grantId = await saveGrant(provider, req, res)
    await provider.interactionFinished(req, res, { consent: { grantId } }, { mergeWithLastSubmission: true })
  })

  router.post('/:uid/cancel', async (req, res) => {
    const refusal = { error: 'access_denied', error_description: 'the user denied access' }
    await provider.interactionFinished(req, res, refusal)
  })

  router.use(sessionLost(pageOrigin))
  return router
}

/**
 * @param {Provider} provider
 * @param {Request} req
 * @param {Response} res
 */
async function readInteraction(provider, req, res) {
  const { uid, prompt, params, session } = await provider.interactionDetails(req, res)
  const client = await provider.Client.find(String(params['client_id']))
  return { uid, prompt, session, clientName: client?.clientName ?? 'a client without a name' }
}

/**
 * @param {Awaited<ReturnType<typeof readInteraction>>} interaction
 * @param {FindResource} findResource
 */
function renderInteraction({ uid, prompt, session, clientName }, findResource) {
  if (prompt.name === 'login') return renderSignInPage({ uid, clientName })
  const missing = readMissingScopes(prompt.details)
  const names = new Set(Object.values(missing).flat())
  return renderConsentPage({
    uid,
    clientName,
    accountId: session?.accountId ?? '',
    scopes: Object.entries(SCOPES).flatMap(([name, meaning]) => (names.has(name) ? [{ name, meaning }] : [])),
    resources: [
      ...new Set(Object.keys(missing).map((indicator) => findResource(indicator)?.audience ?? indicator))
    ]
  })
}

/**
 * Writes down what the person allowed.
 *
 * @param {Provider} provider
 * @param {Request} req
 * @param {Response} res
 */
async function saveGrant(provider, req, res) {
  const { grantId, prompt, params, session } = await provider.interactionDetails(req, res)
  const earlier = grantId === undefined ? undefined : await provider.Grant.find(grantId)
  const grant = earlier ?? createGrant(provider, String(params['client_id']), session?.accountId)
  for (const [indicator, scopes] of Object.entries(readMissingScopes(prompt.details))) {
    grant.addResourceScope(indicator, scopes.join(' '))
  }
  return grant.save()
}

/**
 * @param {Provider} provider
 * @param {string} clientId
 * @param {string | undefined} accountId
 */
function createGrant(provider, clientId, accountId) {
  return new provider.Grant({ clientId, ...(accountId === undefined ? {} : { accountId }) })
}

/**
 * @param {Record<string, unknown>} details
 * @returns {Record<string, string[]>} Scopes by resource indicator.
 */
function readMissingScopes(details) {
  const missing = details['missingResourceScopes'] ?? {}
  return /** @type {Record<string, string[]>} */ (missing)
}

/**
 * A user returned to a sign-in that is over, for example with the browser's back button.
 *
 * @param {string} pageOrigin
 * @returns {import('express').ErrorRequestHandler}
 */
function sessionLost(pageOrigin) {
  return (error, _req, res, next) => {
    if (!(error instanceof Error) || error.name !== 'SessionNotFound') {
      next(error)
      return
    }
    const detail = 'It was finished, or it took too long. Start again from the page.'
    res
      .status(400)
      .type('html')
      .send(renderErrorPage({ title: 'This sign-in is over', detail, backTo: pageOrigin }))
  }
}
