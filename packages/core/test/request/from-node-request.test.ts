import { createServer, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fromNodeRequest } from '../../src/request/from-node-request.ts'

/** Sends header lines to a Node HTTP server and gives back the request as the server sees it. */
async function requestWith(lines: readonly string[]): Promise<IncomingMessage> {
  const server = createServer()
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const arrived = new Promise<IncomingMessage>((resolve) => server.once('request', resolve))
  const { port } = server.address() as AddressInfo
  connect(port, '127.0.0.1').end(['POST /r?a=b HTTP/1.1', 'Host: api', ...lines, '', ''].join('\r\n'))
  return arrived
}

describe('a request to a Node server', () => {
  test('keeps its method, target and header fields', async () => {
    const request = await requestWith(['Authorization: Bearer abc', 'X-Other: 1'])
    expect(fromNodeRequest(request)).toBe(request)
    expect(fromNodeRequest(request, { a: 1 })).toEqual({
      socket: request.socket,
      method: 'POST',
      url: '/r?a=b',
      target: '/r?a=b',
      headers: { host: 'api', authorization: 'Bearer abc', 'x-other': '1' },
      body: { a: 1 }
    })
  })

  test('without credentials has none', async () => {
    expect(fromNodeRequest(await requestWith([])).headers['authorization']).toBeUndefined()
  })

  test.each([
    {
      title: 'two lines',
      lines: ['Authorization: Bearer a', 'Authorization: Bearer b'],
      values: ['Bearer a', 'Bearer b']
    },
    {
      title: 'lines in any case',
      lines: ['AUTHORIZATION: Bearer a', 'authorization: Basic b'],
      values: ['Bearer a', 'Basic b']
    },
    {
      title: 'lines that are equal',
      lines: ['Authorization: Bearer a', 'Authorization: Bearer a'],
      values: ['Bearer a', 'Bearer a']
    },
    {
      title: 'lines apart',
      lines: ['Authorization: a', 'Host2: b', 'Authorization: c', 'Authorization: d'],
      values: ['a', 'c', 'd']
    }
  ])('shows $title of Authorization, of which Node keeps the first', async ({ lines, values }) => {
    const request = await requestWith(lines)
    expect(request.headers.authorization).toBe(values[0])
    const read = fromNodeRequest(request)
    expect(read).toMatchObject({ method: 'POST', url: '/r?a=b', headers: { host: 'api' } })
    expect(read.headers['authorization']).toEqual(values)
  })

  test.each([
    { title: 'a similar name', line: 'Proxy-Authorization: Bearer b' },
    { title: 'a name of the same length', line: 'Authentication: b' },
    { title: 'another name of its length', line: 'authorizatiom: b' },
    { title: 'a value that is the name', line: 'X-Field: authorization' }
  ])('does not take $title for a second line', async ({ line }) => {
    const read = fromNodeRequest(await requestWith(['Authorization: Bearer a', line]))
    expect(read.headers['authorization']).toBe('Bearer a')
  })
})

describe('the body', () => {
  const body = { access_token: 'abc' }
  const another = { access_token: 'def' }
  const once = { method: 'POST', url: '/', headers: {}, rawHeaders: [] }
  const twice = { ...once, rawHeaders: ['Authorization', 'Bearer a', 'Authorization', 'Bearer b'] }

  test.each([
    { title: 'the one that is given', request: { ...once, body: another }, given: body },
    {
      title: 'the one that is given, beside several lines',
      request: { ...twice, body: another },
      given: body
    },
    { title: 'else that of the request', request: { ...once, body }, given: undefined },
    { title: 'else that of the request, beside several lines', request: { ...twice, body }, given: undefined }
  ])('is $title', ({ request, given }) => {
    expect(fromNodeRequest(request, given).body).toBe(body)
  })

  test('is absent if null is passed', () => {
    expect(fromNodeRequest({ ...twice, body }, null).body).toBeNull()
  })
})
