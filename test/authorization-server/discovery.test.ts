import { describe, expect, test } from 'vitest'
import { sendToken } from '../http/send.ts'
import { verifies } from '../requirements.ts'
import { accessToken } from '../tokens/authority.ts'
import { metadataPath, type MetadataPlace } from './published-issuer.ts'
import { status, text } from './document-server.ts'
import { withApi } from './with-api.ts'

const places: { title: string; place: MetadataPlace; path: string; expected: string }[] = [
  {
    title: verifies('A-1', 'RFC 8414 without a path'),
    place: 'inserted',
    path: '',
    expected: '/.well-known/oauth-authorization-server'
  },
  {
    title: verifies('A-1', 'RFC 8414 puts the well-known path before that of the issuer'),
    place: 'inserted',
    path: '/t1',
    expected: '/.well-known/oauth-authorization-server/t1'
  },
  {
    title: verifies('A-1', 'RFC 8414 removes a trailing slash first'),
    place: 'inserted',
    path: '/t1/',
    expected: '/.well-known/oauth-authorization-server/t1'
  },
  {
    title: verifies('A-2', 'OpenID Connect without a path'),
    place: 'openid',
    path: '',
    expected: '/.well-known/openid-configuration'
  },
  {
    title: verifies('A-2', 'OpenID Connect appends to the path of the issuer'),
    place: 'openid',
    path: '/t1',
    expected: '/t1/.well-known/openid-configuration'
  },
  {
    title: verifies('A-2', 'OpenID Connect removes a trailing slash first'),
    place: 'openid',
    path: '/t1/',
    expected: '/t1/.well-known/openid-configuration'
  },
  {
    title: 'RFC 8414 appended, as some servers do it',
    place: 'appended',
    path: '/t1',
    expected: '/t1/.well-known/oauth-authorization-server'
  }
]

describe('metadata is found', () => {
  test.each(places)('$title', async ({ place, path, expected }) => {
    expect(metadataPath(place, path)).toBe(expected)
    await withApi({ publication: () => ({ place, path }) }, async ({ apiPort, seen, issuer }) => {
      expect((await sendToken(apiPort, accessToken({ iss: issuer }))).status).toBe(200)
      expect(seen.filter((asked) => asked === expected)).toHaveLength(1)
      expect(seen.at(-1)).toBe('/jwks')
    })
  })

  test(verifies('A-5', 'a 200 that is not JSON makes the next location be tried'), async () => {
    const publication = () => ({ place: 'openid' as const, path: '/t1' })
    await withApi({ publication }, async ({ apiPort, documents, issuer }) => {
      documents[metadataPath('inserted', '/t1')] = text('<html>sign in</html>', 'text/html')
      documents[metadataPath('appended', '/t1')] = status(500)
      expect((await sendToken(apiPort, accessToken({ iss: issuer }))).status).toBe(200)
    })
  })

  test(
    verifies(
      'A-5',
      'A-12',
      'A-13',
      'unknown members, signed_metadata and ID token algorithms decide nothing'
    ),
    async () => {
      const metadata = {
        signed_metadata: 'e30.e30.AAAA',
        id_token_signing_alg_values_supported: ['HS256', 'none'],
        token_endpoint: 'https://evil.example/token',
        unknown: { deep: [null] }
      }
      await withApi({ publication: () => ({ metadata }) }, async ({ apiPort, issuer }) => {
        expect((await sendToken(apiPort, accessToken({ iss: issuer }))).status).toBe(200)
        const signature = accessToken({ iss: issuer }).split('.')[2] ?? ''
        expect((await sendToken(apiPort, `eyJhbGciOiJub25lIn0.e30.${signature}`)).status).toBe(401)
      })
    }
  )

  test(verifies('A-14', 'fifty concurrent first requests make one fetch of each document'), async () => {
    await withApi({}, async ({ apiPort, seen, issuer }) => {
      const token = accessToken({ iss: issuer })
      const answers = await Promise.all(Array.from({ length: 50 }, () => sendToken(apiPort, token)))
      expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]))
      expect(seen).toEqual(['/.well-known/oauth-authorization-server', '/jwks'])
    })
  })
})
