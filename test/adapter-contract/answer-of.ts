import { send, type ReceivedAnswer } from '../http/send.ts'
import { accessToken } from '../tokens/authority.ts'
import type { ContractCase } from './contract-case.ts'
import type { ExpectedAnswer } from './expected-answer.ts'

/** Sends the request of a case; VALID in path, field or body stands for a valid token. */
export function sendCase(port: number, contractCase: ContractCase): Promise<ReceivedAnswer> {
  const { method = 'GET', path, headers = {}, authorization, body } = contractCase
  const withToken = (text: string) => text.replace('VALID', accessToken())
  const fields = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    withToken(String(value))
  ])
  const credentials = authorization === undefined ? {} : { authorization: authorization() }
  return send(port, {
    method,
    path: withToken(path),
    headers: { ...Object.fromEntries(fields), ...credentials },
    ...(body === undefined ? {} : { body: withToken(body) })
  })
}

/** The bytes of an answer that the contract is about. */
export function contractBytes({ status, headers, body }: ReceivedAnswer): ExpectedAnswer {
  return {
    status,
    challenges: headers['www-authenticate'] ?? [],
    cacheControl: headers['cache-control']?.join('; '),
    contentType: headers['content-type']?.join('; '),
    body
  }
}
