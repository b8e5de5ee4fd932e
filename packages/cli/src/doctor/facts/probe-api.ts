import { inspectToken } from '@portcullis/core/inspect'
import type { Exchange } from '../../http/exchange.ts'
import { sendRequest } from '../../http/send-request.ts'
import { isLoopback, isSafeTransport } from '../../http/urls.ts'
import { hasMember, isJsonObject } from '../../json/json.ts'
import type { ApiProbes } from './doctor-facts.ts'
import type { DoctorSettings } from './doctor-settings.ts'

const GARBAGE = 'portcullis-doctor.not-a.token'
const OPAQUE_GARBAGE = 'portcullis-doctor-opaque'

/** Sends tokens that the API must refuse. Sends the sample token only to the API, never over plain http. */
export async function probeApi(settings: DoctorSettings, url: string): Promise<ApiProbes> {
  const token = isSafeTransport(new URL(url)) ? settings.token : undefined
  const [badTokens, queryToken, lines, plainHttp] = await Promise.all([
    probeBadTokens(settings, url),
    token === undefined ? undefined : sendRequest({ url: withQueryToken(url, token) }),
    probeTwoLines(url, token),
    probePlainHttp(url)
  ])
  const bound = token !== undefined && isBound(token) ? await bearer(url, [token]) : undefined
  return { badTokens, queryToken, ...lines, boundAsBearer: bound, plainHttp }
}

async function probeBadTokens(settings: DoctorSettings, url: string): Promise<ApiProbes['badTokens']> {
  const tokens = { opaque: OPAQUE_GARBAGE, 'not a JWT': GARBAGE, 'alg none': unsignedToken(settings) }
  return await Promise.all(
    Object.entries(tokens).map(async ([kind, token]) => ({ kind, exchange: await bearer(url, [token]) }))
  )
}

async function probeTwoLines(url: string, token: string | undefined) {
  const [twoBadLines, goodLineFirst, goodLineSecond] = await Promise.all([
    bearer(url, [GARBAGE, OPAQUE_GARBAGE]),
    token === undefined ? undefined : bearer(url, [token, GARBAGE]),
    token === undefined ? undefined : bearer(url, [GARBAGE, token])
  ])
  return { twoBadLines, goodLineFirst, goodLineSecond }
}

// Plain http carries only tokens that are not secret.
async function probePlainHttp(url: string): Promise<ApiProbes['plainHttp']> {
  const plain = new URL(url)
  if (isLoopback(plain)) return undefined
  plain.protocol = 'http:'
  const [bare, withToken] = await Promise.all([
    sendRequest({ url: plain.href }),
    bearer(plain.href, [GARBAGE])
  ])
  return { bare, withToken }
}

async function bearer(url: string, tokens: readonly string[]): Promise<Exchange> {
  return await sendRequest({
    url,
    headers: tokens.map((token) => ['Authorization', `Bearer ${token}`] as const)
  })
}

function withQueryToken(url: string, token: string): string {
  const changed = new URL(url)
  changed.searchParams.set('access_token', token)
  return changed.href
}

// The first thing an attacker tries: right claims and scopes, and no signature.
function unsignedToken(settings: DoctorSettings): string {
  const now = Math.floor(Date.now() / 1000)
  const header = { alg: 'none', typ: 'at+jwt' }
  const claims = {
    iss: settings.issuer,
    aud: settings.audience ?? settings.resource ?? settings.api,
    sub: 'portcullis-doctor',
    client_id: 'portcullis-doctor',
    iat: now,
    exp: now + 60,
    jti: 'portcullis-doctor',
    ...(settings.scopes === undefined ? {} : { scope: settings.scopes.join(' ') })
  }
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  return `${encode(header)}.${encode(claims)}.`
}

function isBound(token: string): boolean {
  const confirmation = inspectToken(token).unverifiedClaims?.['cnf']
  return isJsonObject(confirmation) && ['jkt', 'x5t#S256'].some((name) => hasMember(confirmation, name))
}
