import {
  createProtectedResource,
  isProtectedResourceError,
  requireScopes,
  systemClock,
  type ProtectedResource,
  type ProtectedResourceError,
  type ProtectedResourceOptions
} from '@portcullis/core'
import type { ExplainSettings } from './explain-settings.ts'
import { providerHints } from './provider-hints.ts'

/**
 * Sends a token through the request pipeline of core, scopes included. Returns the refusal, undefined if the
 * token is accepted.
 *
 * @throws {ConfigurationError} If an API refuses the settings, too
 */
export async function tryToken(
  token: string,
  settings: ExplainSettings
): Promise<ProtectedResourceError | undefined> {
  const protectedResource = createProtectedResource(optionsFor(settings))
  try {
    await admit(protectedResource, token, settings.scopes ?? [])
    return undefined
  } catch (error) {
    if (isProtectedResourceError(error)) return error
    throw error
  } finally {
    await protectedResource.close()
  }
}

async function admit(
  protectedResource: ProtectedResource,
  token: string,
  scopes: readonly string[]
): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  const context = await protectedResource.authenticate({ method: 'GET', url: '/', headers })
  const [first, ...others] = scopes
  if (first !== undefined) protectedResource.authorize(context, requireScopes(first, ...others))
}

function optionsFor(settings: ExplainSettings): ProtectedResourceOptions {
  const { issuer, jwksUri, algorithms, profile, clockToleranceSeconds, now } = settings
  return {
    issuer,
    audience: audienceFor(settings),
    hints: providerHints(settings),
    clock: { ...systemClock, now: now ?? (() => systemClock.now()) },
    ...(jwksUri === undefined ? {} : { jwksUri }),
    ...(algorithms === undefined ? {} : { algorithms }),
    ...(profile === undefined ? {} : { profile }),
    ...(clockToleranceSeconds === undefined ? {} : { clockToleranceSeconds })
  }
}

function audienceFor({
  audiences,
  clientIds
}: ExplainSettings): NonNullable<ProtectedResourceOptions['audience']> {
  if (clientIds === undefined) return audiences
  return audiences.length === 0 ? { clientIds } : { clientIds, values: audiences }
}
