import { createServer } from 'node:http'
import { connect } from 'node:net'
import { createProtectedResource } from '@portcullis/core'
import { createTestIssuer } from '@portcullis/testing'
import { expect, it, onTestFinished } from 'vitest'
import { fetch, ProxyAgent } from 'undici'
import { listening } from '../http/listen.ts'

it('metadata and keys come through a proxy, from a server with a private certificate, as docs/keys.md shows', async () => {
  const issuer = await createTestIssuer({ tls: true })
  onTestFinished(() => issuer.close())
  const proxy = await openProxy()
  const requestTls = { ca: issuer.certificate ?? '' }
  const dispatcher = new ProxyAgent({ uri: proxy.url, requestTls })
  onTestFinished(() => dispatcher.close())

  const resource = createProtectedResource({
    ...issuer.options,
    fetch: (url, init) => fetch(url, { ...init, dispatcher })
  })
  onTestFinished(() => resource.close())
  await resource.warmUp()

  expect(resource.readiness()).toMatchObject({ status: 'ready', issuers: [{ issuer: issuer.issuer }] })
  expect(new Set(proxy.targets)).toEqual(new Set([new URL(issuer.issuer).host]))
})

/** A proxy that opens tunnels, and remembers where to. */
async function openProxy(): Promise<{ readonly url: string; readonly targets: readonly string[] }> {
  const targets: string[] = []
  const server = createServer()
  server.on('connect', ({ url: target = '' }, client) => {
    targets.push(target)
    const { hostname, port } = new URL(`http://${target}`)
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      upstream.pipe(client).pipe(upstream)
    })
    upstream.on('error', () => client.destroy())
    client.on('error', () => upstream.destroy())
  })
  const { origin, close } = await listening(server)
  onTestFinished(close)
  return { url: origin, targets }
}
