import { sendToken } from '../../http/send.ts'
import type { ProtectedApi } from './protected-apis.ts'

/** What a test looks at in an answer. */
export interface ApiAnswer {
  status: number
  /** The parsed body; as it stands where it is not JSON, which no answer of ours is. */
  body: unknown
  /** `code` of the body: the reason of a refusal. */
  code: string | undefined
  /** `hint` of the body. */
  hint: string | undefined
  challenge: string | undefined
  retryAfter: string | undefined
}

/** GETs a path of an API with a bearer token. */
export async function callApi(api: ProtectedApi, token: string, path = '/context'): Promise<ApiAnswer> {
  const { status, headers, body } = await sendToken(api.port, token, path)
  const parsed = parse(body)
  return {
    status,
    body: parsed,
    code: textMember(parsed, 'code'),
    hint: textMember(parsed, 'hint'),
    challenge: headers['www-authenticate']?.join(', '),
    retryAfter: headers['retry-after']?.join(', ')
  }
}

function textMember(value: unknown, name: string): string | undefined {
  const member: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof member === 'string' ? member : undefined
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}
