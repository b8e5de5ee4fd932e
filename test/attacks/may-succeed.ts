import { decide } from '../reference/decide.ts'
import type { ReferenceSettings } from '../reference/reference-settings.ts'
import type { RequestPlan } from './request-plan.ts'

const bearer = /^bearer +([\w.~+/-]+=*)$/iu
const field = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*?)[ \t]*$/u

/**
 * Whether the reference lets a request pass: exactly one Authorization line, with a token that is valid and
 * enough.
 */
export async function maySucceed(
  { method, target, fields }: RequestPlan,
  settings: ReferenceSettings
): Promise<boolean> {
  const lines = fields
    .join('\r\n')
    .replaceAll(/\r\n[ \t]+/gu, ' ')
    .split('\r\n')
  const values = lines.flatMap((line) => {
    const [, name, value] = field.exec(line) ?? []
    return name?.toLowerCase() === 'authorization' && value !== undefined ? [value] : []
  })
  const token = values.length === 1 ? bearer.exec(values[0] ?? '')?.[1] : undefined
  if (token === undefined) return false
  const verdict = await decide(token, settings)
  if (!verdict.accepted) return false
  // Behind requireAuth, Express answers OPTIONS itself, with the methods of the route: no guard runs.
  const hasGuard = /messages/iu.test(target) && method !== 'OPTIONS'
  return !hasGuard || verdict.context.scopes.includes('read:messages')
}
