import {
  createProtectedResource,
  ProtectedResourceError,
  requireScopes,
  systemClock,
  type ProtectedResource,
  type ProtectedResourceOptions
} from '@portcullis/core'
import type { ExplainSettings } from './explain-settings.ts'
import { providerHints } from './provider-hints.ts'

/**
 * Sends a token through the production pipeline; undefined means that it passed, scopes included.
 *
 * @throws {ConfigurationError} when the settings would not do for an API either
 */
export async function tryToken(
  token: string,
  settings: ExplainSettings
): Promise<ProtectedResourceError | undefined> {
  const resource = createProtectedResource(optionsFor(settings))
  try {
    await admit(resource, token, settings.scopes ?? [])
    return undefined
  } catch (error) {
    if (error instanceof ProtectedResourceError) return error
    throw error
  } finally {
    await resource.close()
  }
}

async function admit(resource: ProtectedResource, token: string, scopes: readonly string[]): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  const context = await resource.authenticate({ method: 'GET', url: '/', headers })
  const [first, ...others] = scopes
  if (first !== undefined) resource.authorize(context, requireScopes(first, ...others))
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
