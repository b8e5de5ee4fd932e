// A real authorization server, in memory: clients register themselves, and the user "ada" agrees to everything.
import { generateKeyPairSync } from 'node:crypto'
import Provider, { errors } from 'oidc-provider'

/** Scopes of the MCP server. */
const SCOPES = ['mcp:tools', 'mcp:pay']

/**
 * Creates the authorization server.
 *
 * @param {string} issuer
 * @param {string} resource The MCP server that tokens are issued for.
 */
export function createAuthorizationServer(issuer, resource) {
  const provider = new Provider(issuer, {
    jwks: { keys: [signingKey('ec', 'ES256'), signingKey('rsa', 'RS256')] },
    cookies: { keys: ['for loopback only'] },
    // Registration refuses scopes that are not listed here.
    scopes: ['openid', 'offline_access', ...SCOPES],
    responseTypes: ['code'],
    clientAuthMethods: ['none'],
    clientBasedCORS: () => true,
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    features: {
      devInteractions: { enabled: false },
      registration: { enabled: true },
      resourceIndicators: { enabled: true, useGrantedResource: () => true, getResourceServerInfo }
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` }
  })
  provider.use(registerWithoutScope)
  provider.use((ctx, next) => agree(provider, ctx, next))
  return provider

  function getResourceServerInfo(/** @type {unknown} */ _ctx, /** @type {string} */ requested) {
    if (requested !== resource) throw new errors.InvalidTarget()
    return {
      scope: SCOPES.join(' '),
      audience: resource,
      accessTokenFormat: 'jwt',
      jwt: { sign: { alg: 'ES256' } }
    }
  }
}

/**
 * MCP clients register with the scopes of their first challenge, and this server limits a client to them: no
 * client could step up. So the registered scopes are dropped.
 */
async function registerWithoutScope(ctx, next) {
  if (ctx.method === 'POST' && ctx.path === '/reg') {
    let text = ''
    for await (const chunk of ctx.req) text += chunk
    const { scope: _, ...metadata } = JSON.parse(text)
    ctx.req.body = metadata
  }
  return next()
}

/** What a user does on the pages of a real server: sign in, and agree. */
async function agree(provider, ctx, next) {
  if (!ctx.path.startsWith('/interaction/')) return next()
  const { prompt, params, session, grantId } = await provider.interactionDetails(ctx.req, ctx.res)
  const result =
    prompt.name === 'login'
      ? { login: { accountId: 'ada' } }
      : { consent: { grantId: await grant(provider, { prompt, params, session, grantId }) } }
  await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: true })
  ctx.respond = false
}

async function grant(provider, { prompt, params, session, grantId }) {
  const earlier = grantId === undefined ? undefined : await provider.Grant.find(grantId)
  const granted = earlier ?? new provider.Grant({ accountId: session.accountId, clientId: params.client_id })
  const { missingOIDCScope = [], missingResourceScopes = {} } = prompt.details
  granted.addOIDCScope(missingOIDCScope.join(' '))
  for (const [resource, scopes] of Object.entries(missingResourceScopes)) {
    granted.addResourceScope(resource, scopes.join(' '))
  }
  return granted.save()
}

function signingKey(/** @type {'ec' | 'rsa'} */ type, /** @type {string} */ alg) {
  const { privateKey } =
    type === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg, kid: alg }
}
