// #region lambda
import {
  createProtectedResource,
  environmentOptions,
  isProtectedResourceError,
  requireScopes
} from '@portcullis/core'

// Outside the handler, so cached keys and tokens live as long as the instance.
const api = createProtectedResource(environmentOptions(process.env, {}))
const guard = requireScopes('read:messages')
await api.warmUp()

/** The part of an event that Portcullis needs: of an HTTP API (payload format 2.0) or a function URL. */
interface HttpEvent {
  readonly rawPath: string
  readonly rawQueryString: string
  readonly headers: Readonly<Record<string, string>>
  readonly requestContext: { readonly http: { readonly method: string } }
}

interface HttpResult {
  readonly statusCode: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export async function handler(event: HttpEvent): Promise<HttpResult> {
  const { rawPath, rawQueryString, headers, requestContext } = event
  const request = { method: requestContext.http.method, url: `${rawPath}?${rawQueryString}`, headers }
  try {
    const auth = await api.authenticate(request)
    api.authorize(auth, guard, { request })
    return { statusCode: 200, body: JSON.stringify({ hello: auth.subject }) }
  } catch (error) {
    if (!isProtectedResourceError(error)) throw error
    const { status, headers: fields, body = '' } = api.answer(error)
    const joined = Object.entries(fields).map(([name, value]) => [name, [value].flat().join(', ')] as const)
    return { statusCode: status, headers: Object.fromEntries(joined), body }
  }
}
// #endregion
