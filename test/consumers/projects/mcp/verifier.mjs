// The middleware of both SDKs with our verifier. Prints, for each SDK, the statuses of a good token, a bad one, and one
// whose keys are unavailable.
import { requireBearerAuth as requireV2 } from '@modelcontextprotocol/express'
import { InvalidTokenError, ServerError } from '@modelcontextprotocol/sdk/server/auth/errors.js'
import { requireBearerAuth as requireV1 } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js'
import { OAuthError } from '@modelcontextprotocol/server'
import { createProtectedResource } from '@portcullis/express'
import { asTokenVerifier } from '@portcullis/express/mcp'
import express from 'express'
import { generateKeyPairSync, sign } from 'node:crypto'

const resource = 'https://mcp.example.com/mcp'
const known = 'https://auth.example.com'
// Nothing listens there.
const down = 'http://localhost:9'
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'key', alg: 'ES256', use: 'sig' }

function tokenOf(iss) {
  const iat = Math.floor(Date.now() / 1000)
  const claims = {
    iss,
    aud: resource,
    sub: 'ada',
    client_id: 'walk',
    scope: 'mcp',
    iat,
    exp: iat + 60,
    jti: 'id'
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
const app = express()
app.use('/v1', requireV1({ verifier: asTokenVerifier(api, { InvalidTokenError, ServerError }), ...settings }))
app.use('/v2', requireV2({ verifier: asTokenVerifier(api, { OAuthError }), ...settings }))
app.use((req, res) => res.json({ subject: req.auth.extra.sub, token: typeof req.auth.token }))

const server = app.listen(0, '127.0.0.1', async () => {
  const { port } = server.address()
  for (const sdk of ['v1', 'v2']) {
    const seen = []
    for (const token of [tokenOf(known), `${tokenOf(known)}x`, tokenOf(down)]) {
      const headers = { authorization: `Bearer ${token}` }
      const answer = await fetch(`http://127.0.0.1:${port}/${sdk}`, { headers })
      const { error, subject } = await answer.json()
      seen.push(`${answer.status} ${error ?? subject}`)
    }
    console.log(`${sdk}: ${seen.join(', ')}`)
  }
  await api.close()
  server.close()
  server.closeAllConnections()
})
