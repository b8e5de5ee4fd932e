import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openIssuer } from '../open-issuer.ts'
import { waitForRequest } from '../wait-for-request.ts'

const MEBIBYTE = 1024 * 1024

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => 'no failure',
    (error: unknown) => error
  )
}

/** Sends a GET over a bare socket, reads until `enough` is satisfied or the connection ends, and hangs up. */
async function readRaw(url: string, enough: (text: string) => boolean): Promise<string> {
  const { hostname, port, pathname, host } = new URL(url)
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(Number(port), hostname, () => {
      socket.write(`GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
    })
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1')
      if (enough(text)) socket.destroy()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      resolve(text)
    })
  })
}

describe('a connection that fails', () => {
  it('is reset instead of an answer', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'reset' })
    expect(await failureOf(fetch(issuer.jwksUri))).toHaveProperty('cause.code', 'ECONNRESET')
  })

  it('stays open without an answer', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'hang' })
    const client = new AbortController()
    const failure = failureOf(fetch(issuer.jwksUri, { signal: client.signal }))
    await waitForRequest(issuer, 'jwks')
    expect(await Promise.race([failure, sleep(100, 'no answer yet')])).toBe('no answer yet')
    client.abort()
    expect(await failure).toHaveProperty('name', 'AbortError')
  })

  it('breaks in the middle of the body', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'cutOff' })
    const whole = JSON.stringify({ keys: issuer.publicKeys() })
    const text = await readRaw(issuer.jwksUri, () => false)
    expect(text).toContain(`Content-Length: ${whole.length}`.toLowerCase())
    expect(text.split('\r\n\r\n')[1]).toBe(whole.slice(0, Math.floor(whole.length / 2)))
    const broken = fetch(issuer.jwksUri).then((response) => response.text())
    expect(await failureOf(broken)).toBeInstanceOf(TypeError)
  })
})

describe('an answer that is slow', () => {
  it('starts late', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'delay', seconds: 0.1 })
    const start = performance.now()
    const response = await fetch(issuer.jwksUri)
    expect(performance.now() - start).toBeGreaterThanOrEqual(99)
    expect(await response.json()).toEqual({ keys: issuer.publicKeys() })
  })

  it('drips', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'drip', bytes: 50, everySeconds: 0.001 })
    const response = await fetch(issuer.jwksUri)
    const pieces: string[] = []
    await response.body?.pipeThrough(new TextDecoderStream()).pipeTo(
      new WritableStream<string>({
        write(piece) {
          pieces.push(piece)
        }
      })
    )
    expect(pieces.length).toBeGreaterThan(1)
    expect(JSON.parse(pieces.join(''))).toEqual({ keys: issuer.publicKeys() })
  })

  it('sends its headers before the first drop has a successor', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'drip', everySeconds: 3600 })
    const text = await readRaw(issuer.jwksUri, (received) => received.endsWith('\r\n\r\n{'))
    expect(text).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(text.split('\r\n\r\n')[1]).toBe('{')
  })

  it('stops when the client has gone, and the server with it', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'drip', everySeconds: 3600 })
    issuer.faults.apply('metadata', { kind: 'delay', seconds: 3600 })
    const client = new AbortController()
    const { signal } = client
    const delayed = failureOf(fetch(issuer.metadataUrl, { signal }))
    const dripping = await fetch(issuer.jwksUri, { signal })
    await waitForRequest(issuer, 'metadata')
    client.abort()
    for (const failure of await Promise.all([delayed, failureOf(dripping.text())]))
      expect(failure).toHaveProperty('name', 'AbortError')
    await issuer.close()
    expect(issuer.requests).toMatchObject({ metadata: 1, jwks: 1 })
  })

  it('waits until a test lets it go, and says what was true when it was asked', async () => {
    const issuer = await openIssuer()
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => {
      release = resolve
    })
    const old = { keys: issuer.publicKeys() }
    issuer.faults.apply('jwks', { kind: 'wait', until: () => released, times: 1 })
    const order: string[] = []
    const first = fetch(issuer.jwksUri).then(async (response) => {
      order.push('first')
      return await response.json()
    })
    await waitForRequest(issuer, 'jwks')
    await issuer.rotate()
    const second = await fetch(issuer.jwksUri)
    order.push('second')
    release()
    expect(await first).toEqual(old)
    expect(await second.json()).toEqual({ keys: issuer.publicKeys() })
    expect(order).toEqual(['second', 'first'])
  })

  it('breaks the connection when what it waits for fails', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply(
      'jwks',
      { kind: 'delay', seconds: 0.01 },
      { kind: 'wait', until: () => Promise.reject(new Error('the test failed')) }
    )
    expect(await failureOf(fetch(issuer.jwksUri))).toBeInstanceOf(TypeError)
    issuer.faults.clear()
    expect((await fetch(issuer.jwksUri)).status).toBe(200)
  })
})

describe('an answer that is too large', () => {
  it('is the right document behind white space, in chunks', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'huge', bytes: MEBIBYTE + 1 })
    const response = await fetch(issuer.jwksUri)
    const text = await response.text()
    const whole = JSON.stringify({ keys: issuer.publicKeys() })
    expect(response.headers.get('content-length')).toBeNull()
    expect(text.length).toBe(MEBIBYTE + 1 + whole.length)
    expect(JSON.parse(text) as unknown).toEqual({ keys: issuer.publicKeys() })
  })

  it('announces its size when asked to', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'huge', bytes: MEBIBYTE, declareLength: true })
    const response = await fetch(issuer.jwksUri)
    const text = await response.text()
    expect(response.headers.get('content-length')).toBe(String(text.length))
    expect(text.length).toBeGreaterThan(MEBIBYTE)
  })

  it('is 64 MiB by default, and stops when the client has had enough', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'huge', declareLength: true })
    const text = await readRaw(issuer.jwksUri, (received) => received.length > 1000)
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1])
    expect(length).toBeGreaterThan(64 * MEBIBYTE)
    expect(text.length).toBeLessThan(16 * MEBIBYTE)
    issuer.faults.clear()
    expect((await fetch(issuer.jwksUri)).status).toBe(200)
  })

  it('is small on the wire and large when it is unpacked', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'gzipBomb', bytes: 4 * MEBIBYTE })
    const wire = await readRaw(issuer.jwksUri, () => false)
    expect(wire).toMatch(/content-encoding: gzip/i)
    expect(wire.length).toBeLessThan(32 * 1024)
    const response = await fetch(issuer.jwksUri)
    const text = await response.text()
    expect(text.length).toBeGreaterThan(4 * MEBIBYTE)
    expect(JSON.parse(text) as unknown).toEqual({ keys: issuer.publicKeys() })
  })
})
