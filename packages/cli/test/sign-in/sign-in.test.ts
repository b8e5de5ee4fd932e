import { once } from 'node:events'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import { NoTokenError } from '../../src/discovery/no-token-error.ts'
import { describeFailure } from '../../src/sign-in/describe-failure.ts'
import { listenForResponse } from '../../src/sign-in/listen-for-response.ts'
import { readSecret } from '../../src/sign-in/read-secret.ts'
import { person } from '../test-terminal.ts'

describe('listenForResponse', () => {
  it('answers only the redirect URI with the right state, and with a page that loads nothing', async () => {
    const listener = await listenForResponse(0, 'right')
    onTestFinished(() => listener.close())
    const statusOf = async (path: string, method = 'GET') =>
      (await fetch(new URL(path, listener.redirectUri), { method })).status
    for (const target of ['/', '//', 'http://a/callback?state=right', '/callbacks?state=right']) {
      const socket = connect(Number(new URL(listener.redirectUri).port), '127.0.0.1')
      socket.end(`GET ${target} HTTP/1.1\r\nHost: a\r\n\r\n`)
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 404 /)
    }
    expect(await statusOf('/callback?state=right', 'POST')).toBe(404)
    expect(await statusOf('/callback?code=1&state=wrong')).toBe(400)
    const page = await fetch(`${listener.redirectUri}?code=1&state=right`)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toBe("default-src 'none'")
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await page.text()).toContain('You can close this window')
    expect((await listener.response).searchParams.get('code')).toBe('1')
  })

  it('closes connections of a browser that opened them and sent nothing', async () => {
    const listener = await listenForResponse(0, 'state')
    const socket = connect(Number(new URL(listener.redirectUri).port), '127.0.0.1')
    // Its error is that the connection was closed.
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    await fetch(listener.redirectUri)
    listener.close()
    await once(socket, 'close')
    expect(socket.destroyed).toBe(true)
  })

  it('rejects if the port is taken', async () => {
    const listener = await listenForResponse(0, 'state')
    onTestFinished(() => listener.close())
    const port = Number(new URL(listener.redirectUri).port)
    await expect(listenForResponse(port, 'state')).rejects.toThrow(
      new NoTokenError(`cannot listen on port ${port} (EADDRINUSE)`)
    )
  })
})

describe('describeFailure', () => {
  it('says that the server was too slow', () => {
    const failure = describeFailure(new DOMException('secret', 'TimeoutError'))
    expect(failure).toEqual(new NoTokenError('no answer from the authorization server within 10 seconds'))
  })

  it.each([new Error('a defect'), new TypeError('a defect'), new DOMException('x', 'AbortError'), 'text'])(
    'returns what is not the fault of a server as it is: %s',
    (error) => {
      expect(describeFailure(error)).toBe(error)
    }
  )
})

describe('readSecret', () => {
  it('asks the person at the terminal if there is no other source', async () => {
    const terminal = person({ 'Client secret': 'aClientSecret\r' })
    expect(await readSecret({ neededBy: '--client-credentials' }, terminal)).toBe('aClientSecret')
  })

  it('asks the person at the terminal for --client-secret-file -, and does not show what they type', async () => {
    const terminal = person({ 'Client secret': 'aClientSecret\r' })
    let shown = ''
    terminal.errors.on('data', (chunk: Buffer) => {
      shown += chunk.toString()
    })
    expect(await readSecret({ file: '-' }, terminal)).toBe('aClientSecret')
    expect(shown).toContain('Client secret')
    expect(shown).not.toContain('aClientSecret')
  })

  it('is wrong usage if the person types nothing for --client-secret-file -', async () => {
    const terminal = person({ 'Client secret': '\r' })
    await expect(readSecret({ file: '-' }, terminal)).rejects.toThrow('is empty')
  })

  it.each(['\r', '\u0003'])('is wrong usage if the person types only %j', async (typed) => {
    const terminal = person({ 'Client secret': typed })
    await expect(readSecret({ neededBy: '--client-credentials' }, terminal)).rejects.toThrow(
      'set OAUTH_CLIENT_SECRET'
    )
  })

  it('returns undefined for a public client, without a question', async () => {
    const environment = { OAUTH_CLIENT_SECRET: '' }
    expect(await readSecret({}, { ...person({}), environment })).toBeUndefined()
  })
})
