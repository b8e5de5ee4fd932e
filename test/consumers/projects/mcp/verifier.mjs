// The middleware of both SDKs with our verifier, alone and behind optionalAuth. Prints the answers to no token, and to
// tokens of each kind.
import { requireBearerAuth as requireV2 } from '@modelcontextprotocol/express'
import { InvalidTokenError, ServerError } from '@modelcontextprotocol/sdk/server/auth/errors.js'
import { requireBearerAuth as requireV1 } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js'
import { OAuthError } from '@modelcontextprotocol/server'
import { createProtectedResource, optionalAuth } from '@portcullis/express'
import { asTokenVerifier } from '@portcullis/express/mcp'
import express from 'express'
import { generateKeyPairSync, sign } from 'node:crypto'

const resource = 'https://mcp.example.com/mcp'
const known = 'https://auth.example.com'
// Nothing listens there.
const down = 'http://localhost:9'
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key', alg: 'ES256', use: 'sig' }

function tokenOf(iss, change = {}) {
  const iat = Math.floor(Date.now() / 1000)
  const claims = {
    iss,
    aud: resource,
    sub: 'ada',
    client_id: 'walk',
    scope: 'mcp',
    iat,
    exp: iat + 60,
    jti: 'id',
    ...change
  }
  const parts = [{ alg: 'ES256', typ: 'at+jwt', kid: 'key' }, claims]
  const input = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const signature = sign('sha256', Buffer.from(input), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  return `${input}.${signature.toString('base64url')}`
}

const api = createProtectedResource({
  issuers: [{ issuer: known, jwks: { keys: [jwk] } }, { issuer: down }],
  audience: resource,
  resource,
  metadata: {}
})
const settings = {
  requiredScopes: ['mcp'],
  expectedResource: new URL(resource),
  resourceMetadataUrl: api.metadataUrl
}
const sdks = {
  v1: requireV1({ verifier: asTokenVerifier(api, { InvalidTokenError, ServerError }), ...settings }),
  v2: requireV2({ verifier: asTokenVerifier(api, { OAuthError }), ...settings })
}
const app = express()
for (const [sdk, requireBearerAuth] of Object.entries(sdks)) {
  app.use(`/${sdk}/alone`, requireBearerAuth)
  app.use(`/${sdk}/behind`, optionalAuth(api, { onInvalidToken: 'anonymous' }), requireBearerAuth)
}
app.use((req, res) => res.json({ subject: req.auth.extra.sub }))

const server = app.listen(0, '127.0.0.1', async () => {
  const { port } = server.address()
  await api.revoke({ issuer: known, jti: 'revoked' })
  for (const sdk of Object.keys(sdks)) {
    console.log(`${sdk} alone: ${await answersAt(`http://127.0.0.1:${port}/${sdk}/alone`)}`)
    console.log(`${sdk} behind optionalAuth: ${await answersAt(`http://127.0.0.1:${port}/${sdk}/behind`)}`)
  }
  await api.close()
  server.close()
  server.closeAllConnections()
})

const tokens = {
  none: undefined,
  valid: tokenOf(known),
  tampered: `${tokenOf(known)}x`,
  malformed: 'abc',
  expired: tokenOf(known, { exp: 1 }),
  revoked: tokenOf(known, { jti: 'revoked' }),
  foreign: tokenOf(known, { aud: 'https://other.example.com/mcp' }),
  bound: tokenOf(known, { cnf: { jkt: 'a' } }),
  outage: tokenOf(down)
}

async function answersAt(url) {
  const seen = []
  for (const [kind, token] of Object.entries(tokens)) {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
    const answer = await fetch(url, { headers })
    const { error, subject } = await answer.json()
    const retry = answer.headers.has('retry-after') ? ' with Retry-After' : ''
    seen.push(`${kind} ${answer.status} ${error ?? subject}${retry}`)
  }
  return seen.join(', ')
}
