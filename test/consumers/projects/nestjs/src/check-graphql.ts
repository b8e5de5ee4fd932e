import 'reflect-metadata'
import { after, before, describe, it } from 'node:test'
import { createDpopClient, createTestIssuer, type TestIssuer } from '@portcullis/testing'
import { expect } from 'expect'
import { createClient } from 'graphql-ws'
import WebSocket from 'ws'
import { startGraphql, type Server } from './graphql-app.js'

let issuer: TestIssuer
before(async () => {
  issuer = await createTestIssuer()
})
after(() => issuer.close())

type Started = Awaited<ReturnType<typeof startGraphql>>

interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly data: Record<string, unknown> | null | undefined
  readonly errors: { message: string; path?: string[]; extensions: Record<string, unknown> }[] | undefined
}

async function ask(url: string, query: string, headers: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query })
  })
  const { data, errors } = (await response.json()) as Pick<Reply, 'data' | 'errors'>
  return { status: response.status, headers: response.headers, data, errors }
}

const bearer = async (claims: Record<string, unknown> = {}) => ({
  authorization: `Bearer ${await issuer.issue({ claims })}`
})

const SERVERS: Server[] = ['Apollo on Express', 'Apollo on Fastify', 'Mercurius']

for (const server of SERVERS)
  describe(server, () => {
    let api: Started
    before(async () => {
      const dpop = { publicUrl: 'https://api.example.com', dpop: true } as const
      api = await startGraphql(server, { ...issuer.options, ...dpop })
    })
    after(() => api.app.close())

    it('refuses a query without a token, with a code in extensions and the challenge', async () => {
      const { status, headers, data, errors } = await ask(api.url, '{ me { name } }')
      expect({ status, data, errors }).toEqual({
        status: 200,
        data: null,
        errors: [
          expect.objectContaining({
            message: 'authentication is required',
            path: ['me'],
            extensions: expect.objectContaining({ code: 'UNAUTHENTICATED' })
          })
        ]
      })
      expect(errors?.[0]?.extensions).not.toHaveProperty('http')
      expect(headers.get('www-authenticate')).toMatch(/^Bearer realm="[^"]+", DPoP /)
    })

    it('refuses an invalid token, with the OAuth error and without reason and hint', async () => {
      const token = await issuer.issueBad('wrongAudience')
      const { headers, errors } = await ask(api.url, '{ me { name } }', { authorization: `Bearer ${token}` })
      expect(errors).toHaveLength(1)
      expect(errors?.[0]).toMatchObject({
        message: 'the access token is invalid',
        extensions: { code: 'UNAUTHENTICATED', error: 'invalid_token' }
      })
      expect(JSON.stringify({ ...errors?.[0], stacktrace: 0 })).not.toMatch(/audience|aud\b/)
      expect(headers.get('www-authenticate')).toContain('error="invalid_token"')
    })

    it('admits a valid token, and passes the caller to the resolver', async () => {
      const { data, errors } = await ask(api.url, '{ me { name } }', await bearer({ sub: 'ada' }))
      expect([data, errors]).toEqual([{ me: { name: 'ada' } }, undefined])
    })

    it('refuses one query of two without its scope', async () => {
      const headers = await bearer({ sub: 'ada' })
      const { data, errors } = await ask(api.url, '{ version reports }', headers)
      expect(data).toBeNull()
      expect(errors?.[0]).toMatchObject({
        path: ['reports'],
        extensions: { code: 'FORBIDDEN', error: 'insufficient_scope' }
      })
      const allowed = await ask(api.url, '{ version reports }', await bearer({ scope: 'reports:read' }))
      expect(allowed.data).toEqual({ version: '1', reports: 'reports' })
    })

    it('refuses a field without its scope, and answers the others', async () => {
      const { data, errors } = await ask(api.url, '{ me { name email } }', await bearer({ sub: 'ada' }))
      expect(data).toEqual({ me: { name: 'ada', email: null } })
      expect(errors).toHaveLength(1)
      expect(errors?.[0]).toMatchObject({ path: ['me', 'email'], extensions: { code: 'FORBIDDEN' } })
      const allowed = await ask(api.url, '{ me { email } }', await bearer({ scope: 'email' }))
      expect([allowed.data, allowed.errors]).toEqual([{ me: { email: 'ada@example.com' } }, undefined])
    })

    it('admits a public query and an optional one without a token', async () => {
      const { data, errors } = await ask(api.url, '{ version greeting }')
      expect([data, errors]).toEqual([{ version: '1', greeting: 'hello stranger' }, undefined])
      const known = await ask(api.url, '{ greeting }', await bearer({ sub: 'ada' }))
      expect(known.data).toEqual({ greeting: 'hello ada' })
    })

    it('uses one DPoP proof for all fields of an operation, and for no second one', async () => {
      const client = await createDpopClient()
      const accessToken = await issuer.issueBound(client, { claims: { sub: 'ada', scope: 'email' } })
      const url = 'https://api.example.com/graphql'
      const headers = await client.headers({ url, method: 'POST', accessToken })
      const first = await ask(api.url, '{ a: me { name email } b: me { name } greeting }', headers)
      expect([first.data, first.errors]).toEqual([
        { a: { name: 'ada', email: 'ada@example.com' }, b: { name: 'ada' }, greeting: 'hello ada' },
        undefined
      ])
      const second = await ask(api.url, '{ me { name } }', headers)
      expect(second.errors?.[0]?.extensions).toMatchObject({
        code: 'UNAUTHENTICATED',
        error: 'invalid_dpop_proof'
      })
    })

    describe('subscriptions', () => {
      const subscribe = (
        connectionParams: Record<string, unknown>,
        count = '2',
        close?: (event: unknown) => void
      ) => {
        const client = createClient({
          url: api.url.replace('http', 'ws'),
          webSocketImpl: WebSocket,
          connectionParams,
          retryAttempts: 0,
          ...(close === undefined ? {} : { on: { closed: close } })
        })
        const received: unknown[] = []
        return new Promise<unknown[]>((resolve) => {
          client.subscribe(
            { query: `subscription { ticks(count: "${count}") }` },
            {
              next: ({ data, errors }) => received.push(errors ?? data),
              error: (error) => resolve([...received, error]),
              complete: () => resolve(received)
            }
          )
        }).finally(() => client.dispose())
      }

      it('are admitted with the token in connectionParams', async () => {
        expect(await subscribe(await bearer({ sub: 'ada' }))).toEqual([
          { ticks: 'ada 0' },
          { ticks: 'ada 1' }
        ])
      })

      it('are refused without a token and with an invalid one', async () => {
        const refused = async (parameters: Record<string, unknown>) =>
          JSON.stringify(await subscribe(parameters))
        expect(await refused({})).toContain('"code":"UNAUTHENTICATED"')
        const invalid = await refused({ Authorization: `Bearer ${await issuer.issueBad('expired')}` })
        expect(invalid).toContain('"error":"invalid_token"')
        expect(invalid).not.toContain('"ticks":')
      })

      it('end when the token expires', async () => {
        const exp = Math.floor(Date.now() / 1000) + 4
        const closed: unknown[] = []
        const received = await subscribe(await bearer({ sub: 'ada', exp }), '1000', (event) =>
          closed.push(event)
        )
        expect(received.length).toBeGreaterThan(2)
        expect(received.length).toBeLessThan(100)
        expect(closed).toMatchObject([{ code: server === 'Mercurius' ? 1006 : 4401 }])
      })
    })
  })

it('is an error at start if Nest runs no guards for a field that is not public', async () => {
  await expect(startGraphql('Apollo on Express', issuer.options, [])).rejects.toThrow(
    /^UserResolver.email: Nest runs no guards for it: set fieldResolverEnhancers/
  )
})
