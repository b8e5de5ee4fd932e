import { metadataUrls } from '@portcullis/core/inspect'
import type { Exchange } from '../../http/exchange.ts'
import { readDocument } from '../../http/media.ts'
import { sendRequest } from '../../http/send-request.ts'
import { insertWellKnown, parseUrl } from '../../http/urls.ts'
import type { MetadataAddress, MetadataAttempt, MetadataFacts, MetadataSpelling } from './doctor-facts.ts'

/** Fetches every well-known address of the issuer concurrently. */
export async function readMetadata(issuer: string): Promise<MetadataFacts> {
  const attempts = await Promise.all(
    metadataAddresses(issuer).map(async ({ spelling, url }): Promise<MetadataAttempt> => {
      const exchange: Exchange = await sendRequest({ url })
      return { spelling, exchange, document: readDocument(exchange) }
    })
  )
  return { attempts, chosen: chooseAttempt(attempts, issuer) }
}

/**
 * Lists the addresses of an issuer's metadata: those that an API tries, in its order, then OpenID Connect
 * Discovery inserted, which an API does not try. None for an issuer that is not an http(s) URL.
 */
function metadataAddresses(issuer: string): readonly MetadataAddress[] {
  const url = parseUrl(issuer)
  if (url === undefined || !/^https?:$/.test(url.protocol)) return []
  const urls = new Set([...metadataUrls(issuer), insertWellKnown(url, 'openid-configuration')])
  return [...urls].map((address) => ({ spelling: spellingOf(address, url), url: address }))
}

// Without a path, inserted and appended are the same address.
function spellingOf(address: string, { origin, pathname }: URL): MetadataSpelling {
  const isOpenId = address.includes('/.well-known/openid-configuration')
  if (pathname === '/') return isOpenId ? 'openid_appended' : 'oauth_inserted'
  const isInserted = address.startsWith(`${origin}/.well-known/`)
  if (isOpenId) return isInserted ? 'openid_inserted' : 'openid_appended'
  return isInserted ? 'oauth_inserted' : 'oauth_appended'
}

function chooseAttempt(attempts: readonly MetadataAttempt[], issuer: string): MetadataFacts['chosen'] {
  const found = attempts.flatMap((attempt) =>
    attempt.document === undefined ? [] : [{ ...attempt, document: attempt.document }]
  )
  return found.find(({ document }) => document['issuer'] === issuer) ?? found[0]
}
