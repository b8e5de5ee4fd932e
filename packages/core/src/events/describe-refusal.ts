import { errorPage } from '../errors/error-page.ts'
import { quote } from '../errors/quote.ts'
import type { RequestRefused } from './events.ts'

/** What of a refusal is described. */
export type DescribedRefusal = Pick<RequestRefused, 'method' | 'path' | 'status' | 'code' | 'hint'>

/**
 * Describes a refusal in one line, for logs and terminals: `refused GET /messages: 401 token_expired: <hint>;
 * docs: /errors#token_expired`. Characters that act on terminals are escaped, and method and path are cut to
 * 200 characters.
 *
 * @param event The refusal.
 * @returns The line, without a line end.
 */
export function describeRefusal({ method, path, status, code, hint }: DescribedRefusal): string {
  const target = [method, path].filter((part) => part !== undefined).join(' ')
  const request = target === '' ? 'refused' : `refused ${quote(target).slice(1).replace(/"$/, '')}`
  const reason = [`${request}: ${status} ${code}`, ...(hint === undefined ? [] : [hint])].join(': ')
  return `${reason}; docs: ${errorPage(code)}`
}
