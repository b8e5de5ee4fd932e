import type { ErrorCode } from '../errors/codes.ts'
import { isProtectedResourceError, ProtectedResourceError } from '../errors/protected-resource-error.ts'
import type { DocumentKind, FetchFailureReason } from '../events/events.ts'
import { DocumentError } from './document-error.ts'

const HINTS: Record<FetchFailureReason, string> = {
  url_refused: 'the URL is not https (plain http needs the host in the option "dangerouslyAllowHttp")',
  network:
    'this machine cannot reach the authorization server: check name, port, proxy, firewall and TLS certificate',
  timeout: 'the authorization server did not answer in time',
  redirect:
    'the authorization server redirects, but Portcullis follows no redirects: configure the final URL',
  status: 'the authorization server answers with a status other than 200',
  too_large: 'the document is too large',
  not_json: 'the response of the authorization server is not JSON: a login page or a proxy answers instead',
  invalid: 'the document is invalid',
  closed: 'the protected resource was closed'
}

const INVALID: ReadonlySet<FetchFailureReason> = new Set(['too_large', 'not_json', 'invalid'])

const CODES: Record<DocumentKind, Record<'unreachable' | 'invalid', ErrorCode>> = {
  metadata: { unreachable: 'metadata_unreachable', invalid: 'metadata_invalid' },
  jwks: { unreachable: 'jwks_unreachable', invalid: 'jwks_invalid' },
  introspection: { unreachable: 'introspection_unreachable', invalid: 'introspection_invalid' }
}

/**
 * Creates the refusal for a document that could not be fetched: a server-side failure, a 503.
 *
 * @param error What `fetchDocument` threw. Anything else is a defect and is thrown again.
 * @returns The refusal; unchanged if `parse` created it.
 */
export function refuseForDocument(error: unknown, document: DocumentKind): ProtectedResourceError {
  if (isProtectedResourceError(error)) return error
  if (!(error instanceof DocumentError)) throw error
  const { reason, status, retryAfterSeconds } = error.facts
  if (document === 'introspection' && (status === 400 || status === 401 || status === 403))
    return new ProtectedResourceError('introspection_refused', { hint: HINT_REFUSED, cause: error })
  const code = CODES[document][INVALID.has(reason) ? 'invalid' : 'unreachable']
  return new ProtectedResourceError(code, { hint: HINTS[reason], cause: error, retryAfterSeconds })
}

const HINT_REFUSED =
  'the authorization server refuses this API as a client of the introspection endpoint: check "clientId", its secret or key, and its permission to introspect'
