import { gzipSync } from 'node:zlib'
import { createTestIssuer } from '@portcullis/testing'
import { describe, expect, it } from 'vitest'
import { diagnose } from '../../src/doctor/diagnose.ts'
import { headerLine, headerLines, statusOf } from '../../src/http/exchange.ts'
import { sendRequest } from '../../src/http/send-request.ts'
import { METADATA_PATH, startServer, type Route } from '../authorization-server.ts'

describe('sendRequest', () => {
  it('follows no redirect', async () => {
    await using server = await startServer({
      '/': (_, response) => void response.writeHead(302, { location: '/elsewhere' }).end()
    })
    const exchange = await sendRequest({ url: `${server.origin}/` })
    expect(statusOf(exchange)).toBe(302)
    expect(headerLine(exchange, 'location')).toBe('/elsewhere')
    expect(server.requests.map(({ path }) => path)).toEqual(['/'])
  })

  it('sends a repeated name as two lines', async () => {
    await using server = await startServer()
    await sendRequest({
      url: server.origin,
      headers: [
        ['Authorization', 'one'],
        ['Authorization', 'two']
      ]
    })
    const names = server.requests[0]?.headers.filter((name) => name === 'Authorization')
    expect(names).toHaveLength(2)
  })

  it('keeps repeated header lines of an answer separate', async () => {
    await using server = await startServer({
      '/': (_, response) => void response.writeHead(401, { 'WWW-Authenticate': ['Bearer', 'DPoP'] }).end()
    })
    expect(headerLines(await sendRequest({ url: `${server.origin}/` }), 'www-authenticate')).toEqual([
      'Bearer',
      'DPoP'
    ])
  })

  it('reads no more than the limit', async () => {
    await using server = await startServer({ '/': (_, response) => void response.end('x'.repeat(100_000)) })
    const exchange = await sendRequest(
      { url: `${server.origin}/` },
      { fetchTimeoutSeconds: 5, maxBytes: 1000 }
    )
    expect(exchange.outcome === 'answered' && exchange.answer).toMatchObject({
      bodyBytes: 1000,
      truncated: true
    })
  })

  it('decodes gzip, and returns an empty body for a decompression bomb', async () => {
    await using server = await startServer({
      '/small': (_, response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('hello')),
      '/bomb': (_, response) =>
        void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000)))
    })
    const [small, bomb] = await Promise.all(
      ['/small', '/bomb'].map(async (path) => await sendRequest({ url: server.origin + path }))
    )
    expect(small?.outcome === 'answered' && small.answer.body).toBe('hello')
    expect(bomb?.outcome === 'answered' && bomb.answer.body).toBe('')
  })

  it('ignores a byte order mark, as the API does', async () => {
    const document = JSON.stringify({ issuer: 'https://auth.example.com' })
    await using server = await startServer({
      [METADATA_PATH]: (_, response) => void response.end(`\uFEFF${document}`)
    })
    const exchange = await sendRequest({ url: server.origin + METADATA_PATH })
    expect(exchange.outcome === 'answered' && exchange.answer.body).toBe(document)
    const { findings } = await diagnose({ issuer: server.origin })
    expect(findings.find(({ id }) => id === 'X-03')).toMatchObject({ status: 'pass', reason: 'found' })
  })

  it('fails at the deadline, for headers and body', async () => {
    await using server = await startServer({
      '/headers': () => undefined,
      '/body': (_, response) => void response.writeHead(200).write('{')
    })
    const limits = { fetchTimeoutSeconds: 0.2, maxBytes: 1000 }
    const urls = [`${server.origin}/headers`, `${server.origin}/body`]
    const exchanges = await Promise.all(urls.map(async (url) => await sendRequest({ url }, limits)))
    expect(exchanges.map(({ outcome }) => outcome)).toEqual(['failed', 'failed'])
    expect(exchanges.map((exchange) => exchange.outcome === 'failed' && exchange.failure)).toContain(
      'timed_out'
    )
  })

  it.each([
    ['http://127.0.0.1:1/', 'refused'],
    ['ftp://127.0.0.1/', 'unsupported_url'],
    ['not a url', 'unsupported_url']
  ])('fails for %s with %s', async (url, failure) => {
    expect(await sendRequest({ url })).toMatchObject({ outcome: 'failed', failure })
  })

  it('fails with reset for an answer 101, and X-03 ends with unreachable', async () => {
    const answer = 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'
    const change: Route = ({ socket }) => void socket.write(answer)
    await using server = await startServer({
      [METADATA_PATH]: change,
      '/.well-known/openid-configuration': change
    })
    expect(await sendRequest({ url: server.origin + METADATA_PATH })).toMatchObject({ failure: 'reset' })
    const { findings, verdict } = await diagnose({ issuer: server.origin })
    expect(findings.find(({ id }) => id === 'X-03')).toMatchObject({ status: 'fail', reason: 'unreachable' })
    expect(verdict).toBe('not_ready')
  })

  it('refuses a self-signed certificate', async () => {
    await using issuer = await createTestIssuer({ algorithms: ['ES256'], tls: true })
    expect(await sendRequest({ url: issuer.metadataUrl })).toMatchObject({ failure: 'untrusted_certificate' })
    const { findings } = await diagnose({ issuer: issuer.issuer })
    expect(findings.find(({ id }) => id === 'X-02')).toMatchObject({
      status: 'fail',
      reason: 'refused',
      hint: expect.stringContaining('do not turn off verification') as string
    })
  })
})
