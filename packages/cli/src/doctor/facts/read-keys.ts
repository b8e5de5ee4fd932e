import { skipReason } from '@portcullis/core/inspect'
import { readDocument } from '../../http/media.ts'
import { sendRequest } from '../../http/send-request.ts'
import { safeUrl } from '../../http/urls.ts'
import { isJsonObject, stringMember, type JsonObject } from '../../json/json.ts'
import type { KeyFacts } from './doctor-facts.ts'

/** Fetches the key set that metadata names; undefined if it names none, or plain http. */
export async function readKeys(document: JsonObject | undefined): Promise<KeyFacts | undefined> {
  const url = safeUrl(stringMember(document, 'jwks_uri'))
  if (url === undefined) return undefined
  const exchange = await sendRequest({ url })
  const members = readDocument(exchange)?.['keys']
  const keys = Array.isArray(members) ? members.filter(isJsonObject) : undefined
  return { exchange, keys, skipped: await findSkipped(keys ?? []) }
}

/** Returns why an API skips keys, for each key that it skips. */
export async function findSkipped(keys: readonly JsonObject[]): Promise<KeyFacts['skipped']> {
  const reasons = await Promise.all(keys.map(async (key) => [key, await skipReason(key)] as const))
  return new Map(reasons.flatMap(([key, reason]) => (reason === undefined ? [] : [[key, reason]])))
}
