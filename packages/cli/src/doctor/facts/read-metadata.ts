import { statusOf, type Exchange } from '../../http/exchange.ts'
import { isJsonObject, parseJson, type JsonObject } from '../../http/json.ts'
import { sendRequest } from '../../http/send-request.ts'
import type { MetadataAttempt, MetadataFacts } from './doctor-facts.ts'
import { metadataAddresses } from './metadata-addresses.ts'

/** Asks every well-known address of the issuer at once. */
export async function readMetadata(issuer: string): Promise<MetadataFacts> {
  const attempts = await Promise.all(
    metadataAddresses(issuer).map(async ({ spelling, url }): Promise<MetadataAttempt> => {
      const exchange = await sendRequest({ url })
      return { spelling, exchange, document: readDocument(exchange) }
    })
  )
  return { attempts, chosen: chooseAttempt(attempts, issuer) }
}

/** The JSON object in a 200 answer that was read to its end. */
export function readDocument(exchange: Exchange | undefined): JsonObject | undefined {
  if (exchange?.outcome !== 'answered' || statusOf(exchange) !== 200 || exchange.answer.truncated)
    return undefined
  const document = parseJson(exchange.answer.body)
  return isJsonObject(document) ? document : undefined
}

function chooseAttempt(attempts: readonly MetadataAttempt[], issuer: string): MetadataFacts['chosen'] {
  const found = attempts.flatMap((attempt) =>
    attempt.document === undefined ? [] : [{ ...attempt, document: attempt.document }]
  )
  return found.find(({ document }) => document['issuer'] === issuer) ?? found[0]
}
