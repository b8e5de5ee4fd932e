import { headerLine, type Exchange } from '../../http/exchange.ts'
import { TLS_FAILURES } from '../../http/failure-kind.ts'
import { isLoopback, parseUrl } from '../../http/urls.ts'
import { defineCheck, fail, missing, pass, warn, type DoctorCheck, type Missing } from '../doctor-check.ts'
import type { DoctorFacts } from '../facts/doctor-facts.ts'

const CERTIFICATE_WARNING_DAYS = 14
const DAY_SECONDS = 86_400
const HALF_A_YEAR_SECONDS = 180 * DAY_SECONDS
const OLD_TLS = new Set(['SSLv3', 'TLSv1', 'TLSv1.1'])

/** What the issuer identifier says before anything is asked, and the transport below it. */
export const issuerAddressChecks: readonly DoctorCheck[] = [
  defineCheck<{ text: string; url: URL | undefined }>({
    id: 'X-01',
    group: 'issuer',
    title: 'Issuer identifier',
    source: 'RFC 8414 section 2',
    given: ({ settings }) => ({ text: settings.issuer, url: parseUrl(settings.issuer) }),
    rules: [
      fail('not_a_url', ({ url, text }) => url === undefined && { issuer: text }),
      fail('query_or_fragment', ({ text }) => /[?#]/.test(text)),
      fail('user_information', ({ url }) => url !== undefined && url.username + url.password !== ''),
      warn('loopback', ({ url }) => url !== undefined && url.protocol === 'http:' && isLoopback(url)),
      fail(
        'not_https',
        ({ url }) => url !== undefined && url.protocol !== 'https:' && { scheme: url.protocol }
      ),
      pass('https')
    ]
  }),
  defineCheck<readonly Exchange[]>({
    id: 'X-02',
    group: 'issuer',
    title: 'TLS',
    source: 'RFC 8414 section 6.1',
    given: givenTlsExchanges,
    rules: [
      fail('no_handshake', (exchanges) => tlsFailure(exchanges.filter(isBrokenHandshake))),
      fail('refused', (exchanges) => tlsFailure(exchanges)),
      fail('old_version', (exchanges) => oldVersion(exchanges)),
      warn('expires_soon', (exchanges, { now }) => soonExpiry(exchanges, now)),
      pass('trusted', (exchanges) => ({ protocol: tlsFacts(exchanges)[0]?.protocol ?? 'TLS' }))
    ]
  }),
  defineCheck<string | undefined>({
    id: 'X-12',
    group: 'issuer',
    title: 'HSTS',
    source: 'RFC 6797 section 7',
    given: givenTransportSecurity,
    rules: [
      fail('absent', (field, { settings }) => field === undefined && settings.profile === 'fapi2'),
      warn('absent', (field) => field === undefined),
      warn(
        'short',
        (field) => hstsAge(field) < HALF_A_YEAR_SECONDS && { days: Math.floor(hstsAge(field) / DAY_SECONDS) }
      ),
      pass('long_enough')
    ]
  })
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
  return exchanges.flatMap((one) =>
    one.outcome === 'answered' && one.answer.tls !== undefined ? [one.answer.tls] : []
  )
}

function oldVersion(exchanges: readonly Exchange[]) {
  const old = tlsFacts(exchanges).find(({ protocol }) => OLD_TLS.has(protocol))
  return old !== undefined && { protocol: old.protocol }
}

function soonExpiry(exchanges: readonly Exchange[], now: number) {
  const expiries = tlsFacts(exchanges).flatMap(({ certificateExpiresAt: at }) =>
    at === undefined ? [] : [at]
  )
  const days = (Math.min(...expiries) - now) / DAY_SECONDS
  return days < CERTIFICATE_WARNING_DAYS && { days: Math.floor(days) }
}

function givenTransportSecurity(facts: DoctorFacts): string | undefined | Missing {
  const exchange = facts.metadata.chosen?.exchange
  if (exchange === undefined) return missing('no_metadata')
  if (!exchange.url.startsWith('https:')) return missing('plain_http')
  return headerLine(exchange, 'strict-transport-security')
}

function hstsAge(field: string | undefined): number {
  return Number(/max-age="?(\d+)/i.exec(field ?? '')?.[1] ?? 0)
}
