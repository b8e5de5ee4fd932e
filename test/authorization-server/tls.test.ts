import { createServer } from 'node:https'
import { generate } from 'selfsigned'
import { expect, test } from 'vitest'
import { listening } from '../http/listen.ts'
import { sendToken } from '../http/send.ts'
import { verifies } from '../requirements.ts'
import { accessToken, audience } from '../tokens/authority.ts'
import { jwks } from './published-issuer.ts'
import { startApi } from './with-api.ts'

test(
  verifies('A-6', 'an authorization server with an untrusted certificate gets no request, and the token 503'),
  async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }])
    const seen: string[] = []
    const server = await listening(
      createServer({ key, cert }, (request, response) => {
        seen.push(request.url ?? '')
        response.setHeader('content-type', 'application/json').end(JSON.stringify(jwks))
      }),
      'https'
    )
    const api = await startApi({ issuer: server.origin, audience, jwksUri: `${server.origin}/jwks` })
    const answer = await sendToken(api.port, accessToken({ iss: server.origin }))
    await Promise.all([api.close(), server.close()])
    expect(answer.status).toBe(503)
    expect(seen).toEqual([])
  }
)
