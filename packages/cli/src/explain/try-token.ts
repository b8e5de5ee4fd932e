import {
  createProtectedResource,
  isProtectedResourceError,
  requireScopes,
  systemClock,
  type Fetch,
  type JsonObject,
  type ProtectedResource,
  type ProtectedResourceError,
  type ProtectedResourceOptions,
  type ResourceRequest
} from '@portcullis/core'
import { parseObject } from '../json/json.ts'
import type { ProofSettings } from './explain-proof.ts'
import type { ExplainSettings } from './explain-settings.ts'
import { providerHints } from './provider-hints.ts'

/** What the request pipeline says about a token. */
export interface TriedToken {
  /** undefined if the token is accepted */
  readonly refusal: ProtectedResourceError | undefined
  /** what the authorization server said about an opaque token; undefined if it was not asked */
  readonly answer: JsonObject | undefined
}

/**
 * Sends a token through the request pipeline of core, scopes included. An opaque token is sent to the
 * introspection endpoint, if the settings say so.
 *
 * @throws {ConfigurationError} If an API refuses the settings, too
 */
export async function tryToken(token: string, settings: ExplainSettings): Promise<TriedToken> {
  let answer: JsonObject | undefined
  const fetch: Fetch = async (url, init) => {
    const response = await globalThis.fetch(url, init)
    // Core keeps an answer that it refuses to itself.
    if (init.method === 'POST') answer = parseObject(await response.clone().text())
    return response
  }
  const protectedResource = createProtectedResource({ ...optionsFor(settings), fetch })
  try {
    await admit(protectedResource, token, settings)
    return { refusal: undefined, answer }
  } catch (error) {
    if (isProtectedResourceError(error)) return { refusal: error, answer }
    throw error
  } finally {
    await protectedResource.close()
  }
}

async function admit(
  protectedResource: ProtectedResource,
  token: string,
  { scopes = [], proof }: ExplainSettings
): Promise<void> {
  const context = await protectedResource.authenticate(requestWith(token, proof))
  const [first, ...others] = scopes
  if (first !== undefined) protectedResource.authorize(context, requireScopes(first, ...others))
}

function requestWith(token: string, bound: ProofSettings | undefined): ResourceRequest {
  if (bound === undefined) return { method: 'GET', url: '/', headers: { authorization: `Bearer ${token}` } }
  const { method, url, proof } = bound
  const headers = { authorization: `DPoP ${token}`, dpop: proof }
  return { method, url: `${url.pathname}${url.search}`, headers }
}

function optionsFor(settings: ExplainSettings): ProtectedResourceOptions {
  const { issuer, jwksUri, allowHttp, algorithms, profile, introspection, proof, now } = settings
  const { clockToleranceSeconds } = settings
  return {
    issuer,
    audience: audienceFor(settings),
    hints: providerHints(settings),
    clock: { ...systemClock, now: now ?? (() => systemClock.now()) },
    ...(jwksUri === undefined ? {} : { jwksUri }),
    ...(allowHttp === undefined ? {} : { dangerouslyAllowHttp: allowHttp }),
    ...(algorithms === undefined ? {} : { algorithms }),
    ...(profile === undefined ? {} : { profile }),
    ...(introspection === undefined ? {} : { introspection }),
    ...(clockToleranceSeconds === undefined ? {} : { clockToleranceSeconds }),
    ...(proof === undefined ? {} : { dpop: true, publicUrl: proof.url.origin })
  }
}

function audienceFor({
  audiences,
  clientIds
}: ExplainSettings): NonNullable<ProtectedResourceOptions['audience']> {
  if (clientIds === undefined) return audiences
  return audiences.length === 0 ? { clientIds } : { clientIds, values: audiences }
}
