import { clientCertificateHeader, createProtectedResource } from '@portcullis/core'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { options } from '../tokens/authority.ts'
import { standingClock } from '../tokens/standing-clock.ts'
import { mutated } from './bound-mutations.ts'
import { certified, certifiedRequestOf, clients, requestOf, settings } from './bound-requests.ts'
import { isBoundRequestValid, type BoundRequest } from './bound-verdict.ts'

const resource = createProtectedResource({
  ...options,
  publicUrl: settings.publicUrl,
  dpop: { algorithms: ['ES256', 'EdDSA', 'RS256'] },
  mutualTls: {
    certificate: clientCertificateHeader('rfc9440'),
    trustedProxies: [settings.trusted.join('/')]
  },
  clock: standingClock(settings.now),
  signatureThread: 'mainThread'
})

afterAll(() => resource.close())

async function isAccepted(request: BoundRequest): Promise<boolean> {
  const { method, target, authorization, dpop, certificate, remoteAddress } = request
  const headers = {
    authorization,
    ...(dpop === undefined ? {} : { dpop }),
    ...(certificate === undefined ? {} : { 'client-cert': certificate })
  }
  return resource.authenticate({ method, url: target, target, headers, remoteAddress }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof Error && error.name === 'ProtectedResourceError') return false
      throw error
    }
  )
}

describe('a request with a proof or a certificate', () => {
  test('that is valid passes the product and the reference, whatever the token is bound to', async () => {
    for (const request of [...clients.map((each) => requestOf(each)), ...certified.map(certifiedRequestOf)]) {
      expect(await isBoundRequestValid(request, settings)).toBe(true)
      expect(await isAccepted(request)).toBe(true)
      const isReplay = request.dpop !== undefined
      expect(await isAccepted(request), 'again').toBe(!isReplay)
    }
  })

  test('that is changed in any way passes only if a plain reading of RFC 9449 and 8705 on jose agrees', async () => {
    let passed = 0
    await fc.assert(
      fc.asyncProperty(mutated, async (request) => {
        if (!(await isAccepted(request))) return
        passed += 1
        expect(await isBoundRequestValid(request, settings)).toBe(true)
      }),
      { numRuns: 1500, seed: 1 }
    )
    // Some changes change nothing that counts: without them the test would prove little.
    expect(passed).toBeGreaterThan(100)
  })
})
