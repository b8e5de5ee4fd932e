import { isJsonObject, stringMember, type JsonObject } from '../../http/json.ts'
import { sendRequest } from '../../http/send-request.ts'
import { isSafeTransport, parseUrl } from '../../http/urls.ts'
import type { KeyFacts } from './doctor-facts.ts'
import { readDocument } from './read-metadata.ts'

/** Fetches the key set that metadata points at; undefined when it points nowhere, or at plain http. */
export async function readKeys(document: JsonObject | undefined): Promise<KeyFacts | undefined> {
  const url = parseUrl(stringMember(document, 'jwks_uri'))
  if (url === undefined || !isSafeTransport(url)) return undefined
  const exchange = await sendRequest({ url: url.href })
  const keys = readDocument(exchange)?.['keys']
  return { exchange, keys: Array.isArray(keys) ? keys.filter(isJsonObject) : undefined }
}
