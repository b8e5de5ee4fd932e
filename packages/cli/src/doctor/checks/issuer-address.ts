import { isAcceptableUrl } from '@portcullis/core/inspect'
import { headerLine, type Exchange } from '../../http/exchange.ts'
import { TLS_FAILURES } from '../../http/failure-kind.ts'
import { isLoopback, parseUrl } from '../../http/urls.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'
import {
  defineCheck,
  fail,
  failIn,
  missing,
  pass,
  warn,
  type DoctorCheck,
  type Missing
} from './doctor-check.ts'

const CERTIFICATE_WARNING_DAYS = 14
const DAY_SECONDS = 86_400
const HALF_A_YEAR_SECONDS = 180 * DAY_SECONDS
const OLD_TLS = new Set(['SSLv3', 'TLSv1', 'TLSv1.1'])

/** Checks of the issuer identifier and its transport. */
export const issuerAddressChecks: readonly DoctorCheck[] = [
  defineCheck('X-01', ({ settings: { issuer } }: DoctorFacts) => ({ issuer, url: parseUrl(issuer) }), [
    fail('not_a_url', ({ url, issuer }) => url === undefined && { issuer }),
    fail('query_or_fragment', ({ issuer }) => /[?#]/.test(issuer)),
    fail('user_information', ({ url }) => url !== undefined && url.username + url.password !== ''),
    pass(
      'loopback',
      ({ url, issuer }) => url?.protocol === 'http:' && isLoopback(url) && isAcceptableUrl(issuer)
    ),
    warn(
      'allowed_http',
      ({ url, issuer }, { settings }) =>
        url?.protocol === 'http:' && isAcceptableUrl(issuer, settings.allowHttp) && { host: url.host }
    ),
    fail(
      'not_https',
      ({ url }) => url !== undefined && url.protocol !== 'https:' && { scheme: url.protocol.slice(0, -1) }
    ),
    pass('https', ({ issuer }) => isAcceptableUrl(issuer)),
    fail('not_a_url', ({ issuer }) => ({ issuer }))
  ]),
  defineCheck('X-02', givenTlsExchanges, [
    fail('no_handshake', (exchanges) => tlsFailure(exchanges.filter(isBrokenHandshake))),
    fail('refused', (exchanges) => tlsFailure(exchanges)),
    fail('old_version', (exchanges) => oldVersion(exchanges)),
    warn('expires_soon', (exchanges, { now }) => soonExpiry(exchanges, now)),
    pass('trusted', (exchanges) => ({ protocol: tlsFacts(exchanges)[0]?.protocol ?? 'TLS' }))
  ]),
  defineCheck('X-12', givenTransportSecurity, [
    ...failIn<TransportSecurity>('fapi2', 'absent', ({ header }) => header === undefined),
    warn(
      'short',
      ({ header }) =>
        hstsAge(header) < HALF_A_YEAR_SECONDS && { days: Math.floor(hstsAge(header) / DAY_SECONDS) }
    ),
    pass('long_enough')
  ])
]

function givenTlsExchanges(facts: DoctorFacts): readonly Exchange[] | Missing {
  const exchanges = facts.metadata.attempts.map(({ exchange }) => exchange)
  const conclusive = exchanges.filter((one) => one.outcome === 'answered' || TLS_FAILURES.has(one.failure))
  if (!facts.settings.issuer.startsWith('https:')) return missing('plain_http')
  return conclusive.length === 0 ? missing('no_metadata') : conclusive
}

function tlsFailure(exchanges: readonly Exchange[]) {
  const failed = exchanges.find((one) => one.outcome === 'failed')
  return failed !== undefined && { failure: failed.failure, code: failed.failureCode }
}

function isBrokenHandshake(exchange: Exchange): boolean {
  return exchange.outcome === 'failed' && exchange.failure === 'tls'
}

function tlsFacts(exchanges: readonly Exchange[]) {
  return exchanges.flatMap((one) => (one.outcome === 'answered' ? (one.answer.tls ?? []) : []))
}

function oldVersion(exchanges: readonly Exchange[]) {
  const old = tlsFacts(exchanges).find(({ protocol }) => OLD_TLS.has(protocol))
  return old !== undefined && { protocol: old.protocol }
}

function soonExpiry(exchanges: readonly Exchange[], now: number) {
  const expiries = tlsFacts(exchanges).flatMap(({ certificateExpiresAt }) => certificateExpiresAt ?? [])
  const days = (Math.min(...expiries) - now) / DAY_SECONDS
  return days < CERTIFICATE_WARNING_DAYS && { days: Math.floor(days) }
}

interface TransportSecurity {
  readonly header: string | undefined
}

function givenTransportSecurity(facts: DoctorFacts): TransportSecurity | Missing {
  const exchange = facts.metadata.chosen?.exchange
  if (exchange === undefined) return missing('no_metadata')
  if (!exchange.url.startsWith('https:')) return missing('plain_http')
  return { header: headerLine(exchange, 'strict-transport-security') }
}

function hstsAge(header: string | undefined): number {
  return Number(/max-age="?(\d+)/i.exec(header ?? '')?.[1] ?? 0)
}
