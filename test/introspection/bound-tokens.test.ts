import { X509Certificate } from 'node:crypto'
import {
  isProtectedResourceError,
  type ProtectedResource,
  type ProtectedResourceOptions
} from '@portcullis/core'
import {
  createClientCertificate,
  createDpopClient,
  createTestClock,
  createTestIssuer
} from '@portcullis/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { verifies } from '../requirements.ts'
import { openApis } from './open-apis.ts'

const clock = createTestClock()
const issuer = await createTestIssuer({ algorithms: ['ES256'], clock })
afterAll(() => issuer.close())
const { open } = openApis(() => ({ issuer, clock }))

const url = 'https://api.example.test/messages'
const [owner, thief] = [await createDpopClient({ clock }), await createDpopClient({ clock })]
const [certificate, other] = [await createClientCertificate(), await createClientCertificate()]
const derOf = ({ cert }: { readonly cert: string }) => new Uint8Array(new X509Certificate(cert).raw)

/** What the authorization server says about a token, and about a JWT in addition to its claims. */
const KINDS = [
  { kind: 'an opaque token', use: {} },
  { kind: 'a JWT', use: { introspection: { for: 'all' } } }
] as const

async function issueWith(kind: string, claims: Record<string, unknown>): Promise<string> {
  if (kind === 'an opaque token') return issuer.issueOpaque({ claims })
  const token = await issuer.issue()
  issuer.introspection.activate(token, claims)
  return token
}

interface Sent {
  readonly headers: Readonly<Record<string, string>>
  readonly clientCertificate?: Uint8Array
}

/** The confirmation of an admitted request, or the code of the refusal. */
async function outcomeOf(api: ProtectedResource, sent: Sent): Promise<unknown> {
  try {
    const context = await api.authenticate({ method: 'GET', url: '/messages', ...sent })
    return context.confirmation
  } catch (error) {
    if (!isProtectedResourceError(error)) throw error
    return error.code
  }
}

describe.each(KINDS)('$kind that the authorization server calls bound', ({ kind, use }) => {
  const dpop: ProtectedResourceOptions = { dpop: true, publicUrl: 'https://api.example.test' }

  test(verifies('D-32', 'to a key passes with a proof of that key only'), async () => {
    const api = open({ ...use, ...dpop })
    const accessToken = await issueWith(kind, { cnf: owner.confirmation, token_type: 'DPoP' })
    for (const round of ['fresh', 'cached']) {
      const headers = await owner.headers({ url, accessToken })
      expect(await outcomeOf(api, { headers }), round).toEqual(owner.confirmation)
      const stolen = await thief.headers({ url, accessToken })
      expect(await outcomeOf(api, { headers: stolen }), round).toBe('proof_key_mismatch')
      const bearer = { authorization: `Bearer ${accessToken}` }
      expect(await outcomeOf(api, { headers: bearer }), round).toBe('credentials_scheme_mismatch')
    }
    const headers = { authorization: `Bearer ${accessToken}` }
    expect(await outcomeOf(open(use), { headers })).toBe('confirmation_unsupported')
  })

  test(verifies('D-32', 'to a key that the answer does not name is refused under both schemes'), async () => {
    const api = open({ ...use, ...dpop })
    const accessToken = await issueWith(kind, { token_type: 'DPoP' })
    const bearer = { authorization: `Bearer ${accessToken}` }
    for (const headers of [bearer, await owner.headers({ url, accessToken })])
      expect(await outcomeOf(api, { headers })).toBe('confirmation_unsupported')
  })

  test(verifies('M-4', 'to a certificate passes with that certificate only'), async () => {
    const api = open({ ...use, mutualTls: true })
    const headers = { authorization: `Bearer ${await issueWith(kind, { cnf: certificate.confirmation })}` }
    for (const round of ['fresh', 'cached']) {
      const bound = { headers, clientCertificate: derOf(certificate) }
      expect(await outcomeOf(api, bound), round).toEqual(certificate.confirmation)
      const stolen = { headers, clientCertificate: derOf(other) }
      expect(await outcomeOf(api, stolen), round).toBe('certificate_mismatch')
      expect(await outcomeOf(api, { headers }), round).toBe('certificate_missing')
    }
    expect(await outcomeOf(open(use), { headers })).toBe('confirmation_unsupported')
  })
})
