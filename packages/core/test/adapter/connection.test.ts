import { EventEmitter } from 'node:events'
import { closeConnection, endWithToken, fromConnection, refuseMessage } from '@portcullis/core/adapter'
import { ProtectedResourceError } from '@portcullis/core'
import { afterEach, describe, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.useRealTimers()
})

/** A connection that records what is done with it. */
function connectionOf(...methods: ('close' | 'send' | 'emit' | 'disconnect' | 'destroy')[]) {
  const done: unknown[] = []
  const emitter = new EventEmitter()
  const recorded = methods.map((name) => [name, (...args: unknown[]) => void done.push([name, ...args])])
  const once = (event: string, listener: () => void) => emitter.once(event, listener)
  return { done, emitter, connection: { once, ...(Object.fromEntries(recorded) as object) } }
}

describe('fromConnection', () => {
  const request = {
    method: 'GET',
    url: '/chat',
    headers: {},
    rawHeaders: ['Host', 'api', 'X-A', '1', 'x-a', '2']
  }

  it('takes authorization and dpop from the parameters, in any case, and nothing else', () => {
    const parameters = { Authorization: 'Bearer a', dpop: 'proof', 'x-client-cert': 'forged', host: 'evil' }
    const { headers, method, url } = fromConnection(request, parameters)
    expect([method, url]).toEqual(['GET', '/chat'])
    expect(headers).toEqual({ host: 'api', 'x-a': ['1', '2'], authorization: 'Bearer a', dpop: 'proof' })
  })

  it('counts credentials in the header and in the parameters as two', () => {
    const twice = { ...request, rawHeaders: ['authorization', 'Bearer a'] }
    expect(fromConnection(twice, { authorization: 'Bearer b' }).headers).toEqual({
      authorization: ['Bearer a', 'Bearer b']
    })
  })

  it('ignores headers that the host added to the parsed ones', () => {
    const polluted = { ...request, headers: { authorization: 'Bearer a', 'x-client-cert': 'forged' } }
    expect(fromConnection(polluted, undefined).headers).toEqual({ host: 'api', 'x-a': ['1', '2'] })
  })

  it.each([null, 'Bearer a', ['Bearer a'], { authorization: 7 }, { authorization: ['Bearer a'] }])(
    'treats other parameters as absent: %j',
    (parameters) => {
      expect(fromConnection(request, parameters).headers).not.toHaveProperty('authorization')
    }
  )

  it('has no headers without a request', () => {
    expect(fromConnection().headers).toEqual({})
  })
})

describe('endWithToken', () => {
  it('closes the connection when the token expires, also after more time than a timer can wait', () => {
    vi.useFakeTimers({ now: 0 })
    const { connection, done } = connectionOf('close')
    endWithToken(connection, 3_000_000)
    vi.advanceTimersByTime(3_000_000_000 - 1)
    expect(done).toEqual([])
    vi.advanceTimersByTime(1)
    expect(done).toEqual([['close', 4401, 'the access token expired']])
  })

  it('closes the connection once, however often it is called', () => {
    vi.useFakeTimers({ now: 0 })
    const { connection, done } = connectionOf('close')
    for (const seconds of [1, 1, 2]) endWithToken(connection, seconds)
    vi.advanceTimersByTime(10_000)
    expect(done).toHaveLength(1)
  })

  it.each(['close', 'disconnect'])('cancels its timer on the event "%s"', (event) => {
    vi.useFakeTimers({ now: 0 })
    const { connection, done, emitter } = connectionOf('close')
    endWithToken(connection, 1)
    expect(vi.getTimerCount()).toBe(1)
    emitter.emit(event)
    expect(vi.getTimerCount()).toBe(0)
    vi.advanceTimersByTime(10_000)
    expect(done).toEqual([])
  })

  it('closes a connection immediately whose token has expired', () => {
    const { connection, done } = connectionOf('destroy')
    endWithToken(connection, 1)
    expect(done).toEqual([['destroy']])
  })
})

describe('a refused message', () => {
  const forbidden = new ProtectedResourceError('scope_insufficient', { hint: 'secret' })
  const expired = new ProtectedResourceError('token_expired', { hint: 'secret' })
  const message = forbidden.description
  const data = { status: 'error', code: 4403, message, error: 'insufficient_scope' }

  it('without permission is answered with an exception, in the form of ws or of socket.io', () => {
    const ws = connectionOf('send', 'close', 'emit')
    refuseMessage(ws.connection, forbidden)
    expect(ws.done).toEqual([['send', JSON.stringify({ event: 'exception', data })]])
    const io = connectionOf('emit', 'disconnect', 'send')
    refuseMessage(io.connection, forbidden)
    expect(io.done).toEqual([['emit', 'exception', data]])
  })

  it('with an invalid token closes the connection, in the form of ws or of socket.io', () => {
    const ws = connectionOf('send', 'close', 'emit')
    refuseMessage(ws.connection, expired)
    expect(ws.done).toEqual([['close', 4401, 'the access token expired']])
    const io = connectionOf('emit', 'disconnect')
    refuseMessage(io.connection, expired)
    const closing = { status: 'error', code: 4401, message: 'the access token expired' }
    expect(io.done).toEqual([
      ['emit', 'exception', closing],
      ['disconnect', true]
    ])
  })

  it('does nothing to a connection that cannot send or close', () => {
    const { connection, done } = connectionOf()
    refuseMessage(connection, forbidden)
    closeConnection(connection, 401, '')
    closeConnection({ ...connection, disconnect: () => done.push('disconnected') }, 401, '')
    expect(done).toEqual(['disconnected'])
  })
})
