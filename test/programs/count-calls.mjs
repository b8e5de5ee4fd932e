// Prints how many calls in how many files of the core a request with a new bearer token takes, from `protect` to
// `enter`, by the counters of V8.
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { SourceMap } from 'node:module'
import { createProtectedResource } from '@portcullis/core'
import { protect } from '@portcullis/core/adapter'

const issuer = 'https://as.example.com'
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = { ...createPublicKey(privateKey).export({ format: 'jwk' }), kid: 'a', alg: 'ES256' }
const protectedResource = createProtectedResource({ issuer, audience: 'api', jwks: { keys: [jwk] } })

/** @param {string} jti */
async function admit(jti) {
  const now = Math.floor(Date.now() / 1000)
  const claims = { iss: issuer, aud: 'api', sub: 'alice', client_id: 'web', scope: 'read', iat: now, jti }
  const parts = [
    { alg: 'ES256', typ: 'at+jwt', kid: 'a' },
    { ...claims, exp: now + 600 }
  ]
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' })
  const authorization = `Bearer ${text}.${signature.toString('base64url')}`
  const request = { method: 'GET', url: '/', headers: { authorization } }
  await new Promise((enter, fail) => protect({ protectedResource }, request, { enter, answer: fail, fail }))
}

/** @param {string} url */
function readScript(url) {
  const path = new URL(url)
  const text = readFileSync(path, 'utf8')
  const payload = /** @type {import('node:module').SourceMapPayload} */ (
    JSON.parse(readFileSync(new URL(`${url}.map`), 'utf8'))
  )
  const map = new SourceMap(payload)
  return (/** @type {number} */ offset) => {
    const before = text.slice(0, offset).split('\n')
    const entry = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0)
    return 'originalSource' in entry ? entry.originalSource : url
  }
}

await admit('warm')
const session = new Session()
session.connect()
await session.post('Profiler.enable')
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false })
await session.post('Profiler.takePreciseCoverage')
await admit('cold')
const { result } = await session.post('Profiler.takePreciseCoverage')
let calls = 0
const files = new Set()
for (const { url, functions } of result.filter((script) => script.url.includes('/core/dist/'))) {
  const sourceOf = readScript(url)
  for (const { functionName, ranges } of functions) {
    const [{ count, startOffset } = { count: 0, startOffset: 0 }] = ranges
    // The first is the module itself.
    if (count === 0 || (functionName === '' && startOffset === 0)) continue
    calls += count
    files.add(sourceOf(startOffset))
  }
}
process.stdout.write(JSON.stringify({ calls, files: files.size }))
process.exit(0)
