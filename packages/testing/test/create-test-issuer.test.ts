import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTestIssuer } from '../src/index.ts'
import type { MetadataLocation } from '../src/index.ts'
import { openIssuer } from './open-issuer.ts'
import { readTokenPart } from './read-json.ts'
import { findFreePort } from '../../../test/programs/free-port.ts'
import { waitForRequest } from './wait-for-request.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

/** How connecting fails, or 'connected'. */
async function connectionTo(host: string, port: number): Promise<unknown> {
  return new Promise((resolve) => {
    const socket = connect(port, host)
    socket.once('connect', () => {
      socket.destroy()
      resolve('connected')
    })
    socket.once('error', (error) => {
      resolve('code' in error ? error.code : error)
    })
  })
}

async function fetchFailure(url: string): Promise<unknown> {
  return fetch(url).then(
    (response) => response.status,
    (error: unknown) => error
  )
}

describe('a test issuer', () => {
  it('needs no options, and signs with RS256 and ES256', async () => {
    const issuer = await createTestIssuer()
    try {
      expect(issuer.publicKeys().map((key) => key.alg)).toEqual(['RS256', 'ES256'])
      expect(issuer.issuer).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
      expect(issuer.audience).toBe('https://api.example.test')
      expect(readTokenPart(await issuer.issue(), 'header')['alg']).toBe('RS256')
      expect(issuer.certificate).toBeUndefined()
    } finally {
      await issuer.close()
    }
  })

  it('hands out the options of a protected resource, and nothing more', async () => {
    const issuer = await openIssuer({ audience: 'https://orders.example.test', path: '/one' })
    expect(issuer.options).toEqual({ issuer: issuer.issuer, audience: 'https://orders.example.test' })
    expect(Object.isFrozen(issuer.options)).toBe(true)
    expect(readTokenPart(await issuer.issue(), 'payload')).toMatchObject({
      iss: issuer.issuer,
      aud: 'https://orders.example.test'
    })
  })

  it('does not share keys with another one', async () => {
    const [one, other] = [await openIssuer(), await openIssuer()]
    expect(one.issuer).not.toBe(other.issuer)
    expect(one.publicKeys()[0]?.kid).not.toBe(other.publicKeys()[0]?.kid)
  })

  it('withdraws a key and goes on to sign with it', async () => {
    const issuer = await openIssuer({ algorithms: ['ES256', 'ES384'] })
    const kid = issuer.publicKeys()[0]?.kid ?? ''
    issuer.removeKey(kid)
    expect(issuer.publicKeys().map((key) => key.alg)).toEqual(['ES384'])
    expect(readTokenPart(await issuer.issue(), 'header')['kid']).toBe(kid)
  })

  it('names an invalid option, and what it must be', async () => {
    await expect(createTestIssuer({ algorithms: [] })).rejects.toThrow('"algorithms"')
    await expect(createTestIssuer({ algorithms: ['HS256'] })).rejects.toThrow('cannot sign with "HS256"')
    await expect(createTestIssuer({ path: 'one' })).rejects.toThrow('"path"')
    await expect(createTestIssuer({ path: '/ü' })).rejects.toThrow('"path"')
    await expect(createTestIssuer({ metadataLocations: [] })).rejects.toThrow('"metadataLocations"')
    const metadataLocations = JSON.parse('["oauthInserted", "nope"]') as MetadataLocation[]
    await expect(createTestIssuer({ metadataLocations })).rejects.toThrow('must not name "nope"')
  })
})

describe('a test issuer is never usable by mistake', () => {
  it.each(['production', 'Production', ' production '])(
    'refuses NODE_ENV=%s and says what to do',
    async (value) => {
      vi.stubEnv('NODE_ENV', value)
      await expect(createTestIssuer()).rejects.toThrow(
        /refuses to run with NODE_ENV=production.*set NODE_ENV=test/
      )
    }
  )

  it.each(['test', 'development', undefined])('runs with NODE_ENV=%s', async (value) => {
    vi.stubEnv('NODE_ENV', value)
    const issuer = await openIssuer()
    expect(issuer.publicKeys()).toHaveLength(1)
  })

  it('listens on loopback and on no other address of the machine', async () => {
    const issuer = await openIssuer()
    const port = Number(new URL(issuer.issuer).port)
    expect(await connectionTo('127.0.0.1', port)).toBe('connected')
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter((address) => address.family === 'IPv4' && !address.internal)
    for (const { address } of others) expect(await connectionTo(address, port)).toBe('ECONNREFUSED')
  })
})

describe('a test issuer that is stopped', () => {
  it('refuses connections, and comes back at the same port with the same keys', async () => {
    const issuer = await openIssuer()
    const keys = issuer.publicKeys()
    await issuer.stop()
    expect(await fetchFailure(issuer.jwksUri)).toHaveProperty('cause.code', 'ECONNREFUSED')
    await issuer.start()
    expect(await fetchFailure(issuer.jwksUri)).toBe(200)
    expect(issuer.publicKeys()).toEqual(keys)
    expect(issuer.requests.jwks).toBe(1)
  })

  it('breaks the answers that are in progress', async () => {
    const issuer = await openIssuer()
    issuer.faults.apply('jwks', { kind: 'hang' })
    const failure = fetchFailure(issuer.jwksUri)
    await waitForRequest(issuer, 'jwks')
    await issuer.stop()
    expect(await failure).toBeInstanceOf(TypeError)
  })

  it('still mints tokens', async () => {
    const issuer = await openIssuer()
    await issuer.stop()
    expect(readTokenPart(await issuer.issue(), 'payload')['iss']).toBe(issuer.issuer)
  })

  it('takes stops and starts in their order, however they are called', async () => {
    const issuer = await openIssuer()
    await Promise.all([issuer.stop(), issuer.start(), issuer.stop(), issuer.start()])
    expect(await fetchFailure(issuer.jwksUri)).toBe(200)
    await Promise.all([issuer.start(), issuer.stop()])
    expect(await fetchFailure(issuer.jwksUri)).toHaveProperty('cause.code', 'ECONNREFUSED')
  })

  it('can be stopped and started twice', async () => {
    const issuer = await openIssuer()
    await Promise.all([issuer.stop(), issuer.stop()])
    await Promise.all([issuer.start(), issuer.start()])
    expect(await fetchFailure(issuer.jwksUri)).toBe(200)
  })

  it('names the port when another took it meanwhile', async () => {
    const issuer = await openIssuer()
    await issuer.stop()
    const port = Number(new URL(issuer.issuer).port)
    const intruder = await openIssuer({ port })
    expect(intruder.issuer).toBe(issuer.issuer)
    await expect(issuer.start()).rejects.toThrow(`cannot listen on port ${port} of 127.0.0.1`)
    await intruder.close()
    await issuer.start()
    expect(await fetchFailure(issuer.jwksUri)).toBe(200)
  })
})

describe('a test issuer that is closed', () => {
  it('is closed for good, and may be closed again', async () => {
    const issuer = await openIssuer({ port: await findFreePort() })
    await issuer.close()
    await issuer.close()
    await expect(issuer.start()).rejects.toThrow('the test issuer is closed')
    expect(await fetchFailure(issuer.jwksUri)).toHaveProperty('cause.code', 'ECONNREFUSED')
  })

  it('is closed by "await using"', async () => {
    const issuer = await createTestIssuer({ algorithms: ['ES256'] })
    await issuer[Symbol.asyncDispose]()
    await expect(issuer.start()).rejects.toThrow('the test issuer is closed')
  })
})
