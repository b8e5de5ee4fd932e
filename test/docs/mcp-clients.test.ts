import { describe, expect, it, onTestFinished } from 'vitest'
import { entra } from '@portcullis/express'
import { mcpAuth } from '@portcullis/express/mcp'
import express from 'express'
import type { ServerResponse } from 'node:http'
import { closeWith, listen } from '../http/listen.ts'
import { send } from '../http/send.ts'
import { publish } from '../preset-samples/publish.ts'
import { keys, nowSeconds } from '../tokens/authority.ts'
import { signToken } from '../tokens/sign-token.ts'

const resource = 'https://mcp.example.com/mcp'

/** Starts an MCP server that answers with the client of the token; returns its port. */
async function serve(options: Omit<Parameters<typeof mcpAuth>[0], 'resource'>): Promise<number> {
  const mcp = mcpAuth({ ...options, resource })
  const app = express()
  app.all(
    '/mcp',
    mcp.guarded({}, (req, res: ServerResponse) => void res.end(req.auth.clientId))
  )
  const { port, close } = await listen(closeWith(app, mcp))
  onTestFinished(close)
  return port
}

interface Provider {
  readonly name: string
  readonly issuer: string
  readonly header: object
  /** What its access tokens have, set up as its page says. */
  readonly claims: object
  readonly scope: string
}

const providers: readonly Provider[] = [
  {
    name: 'Keycloak',
    issuer: 'https://sso.example.com/realms/shop',
    header: { typ: 'JWT' },
    claims: { typ: 'Bearer', aud: [resource, 'account'], azp: 'mcp-client', sid: '1', scope: 'mcp:tools' },
    scope: 'mcp:tools'
  },
  {
    name: 'Auth0',
    issuer: 'https://acme.eu.auth0.com/',
    header: { typ: 'JWT' },
    claims: {
      jti: undefined,
      aud: [resource, 'https://acme.eu.auth0.com/userinfo'],
      azp: 'mcp-client',
      scope: 'mcp:tools'
    },
    scope: 'mcp:tools'
  },
  {
    name: 'Okta',
    issuer: 'https://acme.okta.com/oauth2/aus1',
    header: {},
    claims: { ver: 1, jti: 'AT.1', cid: 'mcp-client', uid: '00u1', scp: ['mcp:tools'] },
    scope: 'mcp:tools'
  },
  {
    name: 'Cognito',
    issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123',
    header: {},
    claims: { token_use: 'access', version: 2, client_id: 'mcp-client', scope: `openid ${resource}/tools` },
    scope: `${resource}/tools`
  }
]

describe.each(providers)(
  'mcpAuth with $name, set up as its page says',
  ({ issuer, header, claims, scope }) => {
    it('accepts its tokens for the address of the server, and no others', async () => {
      const port = await serve({ issuer, scopes: [scope], jwks: { keys: [keys.rsa.publicJwk] } })
      const answerTo = async (change: object) => {
        const times = { iat: nowSeconds(), exp: nowSeconds() + 300 }
        const payload = { iss: issuer, aud: resource, sub: 'ada', jti: '1', ...times, ...claims, ...change }
        const token = signToken({ alg: 'RS256', kid: keys.rsa.kid, ...header }, payload, keys.rsa)
        const { status, body } = await send(port, {
          path: '/mcp',
          headers: { authorization: `Bearer ${token}` }
        })
        return [status, status === 200 ? body : '']
      }
      expect(await answerTo({})).toEqual([200, 'mcp-client'])
      expect(await answerTo({ aud: 'https://mcp.example.com' })).toEqual([401, ''])
      expect(await answerTo({ scope: 'openid', scp: undefined })).toEqual([403, ''])
    })
  }
)

describe('mcpAuth with a preset', () => {
  it('accepts the audience of the preset and not the address of the server', async () => {
    const application = '6e74172b-be56-4843-9ff4-e66a39bb12e3'
    const preset = entra({ tenantId: '72f988bf-0000-4000-8000-2d7cd011db47', audience: application })
    const { issuer = '', jwksUri = '' } = preset
    const published = publish({ issuer, keysAt: jwksUri, keys: [keys.rsa.publicJwk] })
    const port = await serve({ ...preset, fetch: published })
    const answerTo = async (aud: string) => {
      const times = { iat: nowSeconds(), exp: nowSeconds() + 300 }
      const claims = { iss: issuer, aud, sub: 'ada', azp: 'mcp-client', ver: '2.0', scp: 'tools' }
      const token = signToken({ alg: 'RS256', kid: keys.rsa.kid }, { ...claims, ...times }, keys.rsa)
      return send(port, { path: '/mcp', headers: { authorization: `Bearer ${token}` } })
    }
    const [accepted, refused] = [await answerTo(application), await answerTo(resource)]
    expect([accepted.status, accepted.body, refused.status]).toEqual([200, 'mcp-client', 401])
    expect(refused.headers['www-authenticate']).toEqual([expect.stringContaining(`realm="${resource}"`)])
  })
})
