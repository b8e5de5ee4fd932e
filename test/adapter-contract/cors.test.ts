import { describe, expect, test } from 'vitest'
import { send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { verifies } from '../requirements.ts'
import { useTargets } from '../targets/use-targets.ts'
import { accessToken, audience, options } from '../tokens/authority.ts'
import { corsTargets, type CorsOrder } from './cors-apis.ts'
import { insufficientScope, invalidToken, noCredentials } from './expected-answer.ts'
import { contractBytes } from './answer-of.ts'

const origin = 'https://spa.example.test'
const preflight = {
  method: 'OPTIONS',
  headers: {
    origin,
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization,dpop'
  }
}

function fieldList(values: string[] | undefined): string[] {
  return (values ?? []).flatMap((value) => value.toLowerCase().split(',')).map((name) => name.trim())
}

describe('without options for preflights', () => {
  const running = useTargets(options)

  test.each(running)(
    verifies('H-16', 'refuses a preflight that no CORS middleware answered, as any other request, on $name'),
    async ({ port }) => {
      expect(contractBytes(await send(port(), { ...preflight, path: '/protected' }))).toEqual(noCredentials)
    }
  )

  test.each(running)(
    'an OPTIONS request that is no preflight is refused as every other on $name',
    async ({ port }) => {
      const answer = await send(port(), { method: 'OPTIONS', path: '/protected', headers: { origin } })
      expect(contractBytes(answer)).toEqual(noCredentials)
    }
  )
})

describe('with the option "explain"', () => {
  test.each(useTargets({ ...options, explain: true }))(
    'tells the developer of a refused preflight to mount CORS first on $name',
    async ({ port }) => {
      const { body } = await send(port(), { ...preflight, path: '/protected' })
      expect(JSON.parse(body)).toEqual({
        code: 'credentials_missing',
        hint: expect.stringContaining('mount the CORS middleware before') as string
      })
    }
  )
})

describe('with corsPreflight "pass"', () => {
  test.each(useTargets({ ...options, corsPreflight: 'pass' }))(
    'admits a preflight without a caller if corsPreflight is "pass", and guards refuse it, on $name',
    async ({ port }) => {
      const answer = await send(port(), { ...preflight, path: '/protected' })
      expect([answer.status, answer.body]).toEqual([200, '{"context":"anonymous"}'])
      const guarded = await send(port(), { ...preflight, path: '/messages' })
      expect(guarded.body).not.toContain('context')
    }
  )
})

describe.each(corsTargets)('on $name', ({ start }) => {
  describe.each<CorsOrder>(['before', 'after'])('with CORS %s the authentication', (order) => {
    const passing = { ...options, corsPreflight: order === 'after' ? 'pass' : 'refuse' } as const

    test.each(['/protected', '/messages'])(
      verifies('H-16', 'H-17', 'answers a preflight to %s without credentials and names Authorization'),
      async (path) => {
        await withServer(start(passing, order), async (port) => {
          const answer = await send(port, { ...preflight, path })
          expect(answer.status).toBe(204)
          expect(answer.headers['access-control-allow-origin']).toEqual([origin])
          expect(fieldList(answer.headers['access-control-allow-headers'])).toEqual(['authorization', 'dpop'])
          expect(answer.body).toBe('')
        })
      }
    )
  })

  test(verifies('H-16', 'refuses a preflight before CORS middleware that was mounted last'), async () => {
    await withServer(start(options, 'after'), async (port) => {
      expect(contractBytes(await send(port, { ...preflight, path: '/protected' }))).toEqual(noCredentials)
    })
  })

  test('an OPTIONS request that is no preflight is refused before CORS has a look at it', async () => {
    await withServer(start(options, 'after'), async (port) => {
      const answer = await send(port, { method: 'OPTIONS', path: '/protected', headers: { origin } })
      expect(contractBytes(answer)).toEqual(noCredentials)
    })
  })

  test(
    verifies('H-18', 'H-19', 'refusals and successes carry the CORS fields that were set in front'),
    async () => {
      await withServer(start(options, 'before'), async (port) => {
        const authorization = `Bearer ${accessToken()}`
        const requests = [
          { path: '/protected', headers: { origin }, answer: noCredentials },
          { path: '/protected', headers: { origin, authorization: 'Bearer abc' }, answer: invalidToken },
          {
            path: '/messages',
            headers: { origin, authorization },
            answer: insufficientScope('write:messages')
          },
          { path: '/protected', headers: { origin, authorization }, answer: undefined }
        ]
        for (const { path, headers, answer } of requests) {
          const received = await send(port, { path, headers })
          expect(received.headers['access-control-allow-origin']).toEqual([origin])
          const exposed = fieldList(received.headers['access-control-expose-headers'])
          expect(exposed).toEqual(['www-authenticate', 'retry-after'])
          expect(fieldList(received.headers.vary)).toContain('origin')
          if (answer !== undefined) expect(contractBytes(received)).toEqual(answer)
        }
      })
    }
  )

  test(verifies('H-18', 'H-19', 'H-11', 'a 503 carries the CORS fields as well'), async () => {
    const unreachable = { issuer: 'http://127.0.0.1:9', audience }
    await withServer(start(unreachable, 'before'), async (port) => {
      const authorization = `Bearer ${accessToken({ iss: unreachable.issuer })}`
      const received = await send(port, { path: '/protected', headers: { origin, authorization } })
      expect(received.status).toBe(503)
      expect(received.headers['access-control-allow-origin']).toEqual([origin])
      expect(received.headers['www-authenticate']).toBeUndefined()
    })
  })
})
