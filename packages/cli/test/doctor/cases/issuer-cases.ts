import { goodDocument } from '../../authorization-server.ts'
import { answered, failed, ISSUER, NOW } from '../exchanges.ts'
import { attempt } from '../good-facts.ts'
import {
  all,
  fruitless,
  withAttempts,
  withDocument,
  withSettings,
  type Change,
  type CheckCase
} from '../change-facts.ts'

const DAY = 86_400
const PAGE = { headers: { 'content-type': 'text/html' }, body: '<!doctype html>' }
const document = goodDocument(ISSUER)
const keepAll = withSettings({})

function dated(seconds: number, age: string): Change {
  return withDocument({}, { headers: { date: new Date((NOW + seconds) * 1000).toUTCString(), age } })
}

/** Facts for the checks of issuer, transport and metadata document. */
export const ISSUER_CASES: readonly CheckCase[] = [
  { id: 'X-01', ends: 'pass https', when: keepAll },
  { id: 'X-01', ends: 'fail not_a_url', when: withSettings({ issuer: 'stytch.com/project' }) },
  { id: 'X-01', ends: 'fail query_or_fragment', when: withSettings({ issuer: `${ISSUER}?tenant=1` }) },
  { id: 'X-01', ends: 'fail query_or_fragment', when: withSettings({ issuer: `${ISSUER}/#` }) },
  {
    id: 'X-01',
    ends: 'fail user_information',
    when: withSettings({ issuer: 'https://me:pw@auth.example.com' })
  },
  { id: 'X-01', ends: 'pass loopback', when: withSettings({ issuer: 'http://localhost:8080/realms/shop' }) },
  { id: 'X-01', ends: 'pass loopback', when: withSettings({ issuer: 'http://[::1]:8080' }) },
  { id: 'X-01', ends: 'fail not_https', when: withSettings({ issuer: 'http://auth.example.com' }) },
  { id: 'X-01', ends: 'fail not_https', when: withSettings({ issuer: 'http://127.0.0.1.example.com' }) },
  {
    id: 'X-01',
    ends: 'warn allowed_http',
    when: withSettings({ issuer: 'http://keycloak:8080/realms/shop', allowHttp: ['keycloak:8080'] })
  },
  {
    id: 'X-01',
    ends: 'fail not_https',
    when: withSettings({ issuer: 'http://keycloak:8081/realms/shop', allowHttp: ['keycloak:8080'] })
  },

  { id: 'X-02', ends: 'pass trusted', when: keepAll },
  {
    id: 'X-02',
    ends: 'fail refused',
    when: withAttempts(fruitless(failed(ISSUER, 'untrusted_certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT')))
  },
  {
    id: 'X-02',
    ends: 'fail no_handshake',
    when: withAttempts(fruitless(failed(ISSUER, 'tls', 'EPROTO')))
  },
  {
    id: 'X-02',
    ends: 'fail old_version',
    when: withDocument({}, { tls: { protocol: 'TLSv1.1', certificateExpiresAt: NOW + 90 * DAY } })
  },
  {
    id: 'X-02',
    ends: 'warn expires_soon',
    when: withDocument({}, { tls: { protocol: 'TLSv1.3', certificateExpiresAt: NOW + 13 * DAY } })
  },

  { id: 'X-03', ends: 'pass found', when: keepAll },
  { id: 'X-03', ends: 'fail none', when: withAttempts(fruitless(answered(ISSUER, { status: 404 }))) },
  {
    id: 'X-03',
    ends: 'fail none',
    when: withAttempts(fruitless(answered(ISSUER, { status: 404 })), fruitless(failed(ISSUER, 'reset')))
  },
  { id: 'X-03', ends: 'fail unreachable', when: withAttempts(fruitless(failed(ISSUER, 'unknown_host'))) },
  {
    id: 'X-03',
    ends: 'fail insecure',
    when: withAttempts(
      fruitless(failed(ISSUER, 'expired_certificate')),
      fruitless(failed(ISSUER, 'expired_certificate'))
    )
  },
  {
    id: 'X-03',
    ends: 'fail none',
    when: withAttempts(fruitless(failed(ISSUER, 'tls')), fruitless(failed(ISSUER, 'reset')))
  },
  {
    id: 'X-03',
    ends: 'warn unusual_place',
    when: withAttempts({ ...attempt(document), spelling: 'oauth_appended' })
  },
  {
    id: 'X-03',
    ends: 'warn not_looked_for',
    when: withAttempts({ ...attempt(document), spelling: 'openid_inserted' })
  },

  { id: 'X-04', ends: 'pass json', when: keepAll },
  { id: 'X-04', ends: 'fail html', when: withAttempts(fruitless(answered(ISSUER, PAGE))) },
  {
    id: 'X-04',
    ends: 'fail redirect_elsewhere',
    when: withAttempts(
      fruitless(answered(ISSUER, { status: 302, headers: { location: 'https://login.example.net/' } }))
    )
  },
  {
    id: 'X-04',
    ends: 'warn redirect',
    when: withAttempts(fruitless(answered(ISSUER, { status: 301, headers: { location: '/metadata' } })))
  },
  { id: 'X-04', ends: 'fail too_large', when: withDocument({ padding: 'x'.repeat(70_000) }) },
  {
    id: 'X-04',
    ends: 'warn other_type',
    when: withDocument({}, { headers: { 'content-type': 'text/plain' } })
  },
  {
    id: 'X-04',
    ends: 'warn html_beside',
    when: withAttempts(attempt(document), fruitless(answered(ISSUER, PAGE)))
  },
  {
    id: 'X-04',
    ends: 'warn redirect_beside',
    when: withAttempts(
      attempt(document),
      fruitless(answered(ISSUER, { status: 302, headers: { location: '/' } }))
    )
  },

  { id: 'X-05', ends: 'pass identical', when: keepAll },
  { id: 'X-05', ends: 'fail absent', when: withDocument({ issuer: undefined }) },
  {
    id: 'X-05',
    ends: 'fail template',
    when: withDocument({ issuer: 'https://login.example.com/{tenantid}/v2.0' })
  },
  { id: 'X-05', ends: 'fail slash', when: withDocument({ issuer: `${ISSUER}/` }) },
  { id: 'X-05', ends: 'fail slash', when: withSettings({ issuer: `${ISSUER}/` }) },
  { id: 'X-05', ends: 'fail differs', when: withDocument({ issuer: 'https://AUTH.example.com' }) },

  { id: 'X-06', ends: 'pass agree', when: withAttempts(attempt(document), attempt(document)) },
  {
    id: 'X-06',
    ends: 'fail disagree',
    when: withAttempts(attempt(document), attempt({ ...document, jwks_uri: `${ISSUER}/other` }))
  },

  {
    id: 'X-06',
    ends: 'skip one_document',
    when: withAttempts(attempt(document), attempt({ ...document, issuer: `${ISSUER}/`, jwks_uri: '/' }))
  },

  { id: 'X-07', ends: 'pass none', when: keepAll },
  { id: 'X-07', ends: 'warn empty', when: withDocument({ scopes_supported: [] }) },
  { id: 'X-07', ends: 'warn empty', when: withDocument({ service_documentation: null }) },

  { id: 'X-12', ends: 'pass long_enough', when: keepAll },
  { id: 'X-12', ends: 'warn absent', when: withDocument({}, { headers: {} }) },
  {
    id: 'X-12',
    ends: 'fail absent',
    when: all(withDocument({}, { headers: {} }), withSettings({ profile: 'fapi2' }))
  },
  {
    id: 'X-12',
    ends: 'warn short',
    when: withDocument({}, { headers: { 'strict-transport-security': 'max-age=86400; includeSubDomains' } })
  },

  { id: 'X-42', ends: 'pass together', when: keepAll },
  {
    id: 'X-42',
    ends: 'warn apart',
    when: withDocument({}, { headers: { date: new Date((NOW + 30) * 1000).toUTCString() } })
  },
  { id: 'X-42', ends: 'pass together', when: dated(-1200, '1200') },
  { id: 'X-42', ends: 'fail far_apart', when: dated(0, '1200') },
  { id: 'X-42', ends: 'pass together', when: dated(0, 'a while') },
  {
    id: 'X-42',
    ends: 'fail far_apart',
    when: withDocument({}, { headers: { date: new Date((NOW - 90) * 1000).toUTCString() } })
  }
]
