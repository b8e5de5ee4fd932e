import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect, createServer, Server } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { reservePort } from '../../src/server/reserve-port.ts'
import { openIssuer } from '../open-issuer.ts'

const HOST = '127.0.0.1'

afterEach(() => void vi.restoreAllMocks())

/** "connected", or the code of the error. */
async function connectTo(port: number): Promise<unknown> {
  const socket = connect(port, HOST)
  try {
    await once(socket, 'connect')
    return 'connected'
  } catch (error) {
    return Reflect.get(Object(error), 'code')
  } finally {
    socket.destroy()
  }
}

/** Whether a connection holds the port of an issuer, so that no program gets it that asks for any free one. */
function isHeld(issuer: string): boolean {
  const port = Number(new URL(issuer).port).toString(16).toUpperCase()
  return new RegExp(`: 0100007F:${port} \\S+ 01 `, 'u').test(readFileSync('/proc/net/tcp', 'utf8'))
}

describe.runIf(process.platform === 'linux')('a reserved port', () => {
  it('refuses connections, and serves one server after the other that names it', async () => {
    const { port, release } = await reservePort(HOST)
    for (const _ of ['first', 'second']) {
      expect(await connectTo(port)).toBe('ECONNREFUSED')
      const server = createServer().listen(port, HOST)
      await once(server, 'listening')
      expect(await connectTo(port)).toBe('connected')
      server.close()
      await once(server, 'close')
    }
    release()
    expect(await connectTo(port)).toBe('ECONNREFUSED')
    expect(() => release()).not.toThrow()
  })

  it('stays with a test issuer while it is stopped, and is free once it is closed', async () => {
    const issuer = await openIssuer()
    await issuer.stop()
    expect(isHeld(issuer.issuer)).toBe(true)
    await issuer.start()
    expect((await fetch(issuer.jwksUri)).status).toBe(200)
    await issuer.stop()
    expect(isHeld(issuer.issuer)).toBe(true)
    await issuer.close()
    expect(isHeld(issuer.issuer)).toBe(false)
  })
})

it('a test issuer takes any port on a system that lets no server listen at a reserved one', async () => {
  const { listen } = Server.prototype
  const asked: unknown[] = []
  vi.spyOn(Server.prototype, 'listen').mockImplementation(function (this: Server, ...parameters: unknown[]) {
    asked.push(parameters[0])
    if (parameters[0] === 0) Reflect.apply(listen, this, parameters)
    else process.nextTick(() => this.emit('error', new Error('in use')))
    return this
  })
  const issuer = await openIssuer()
  expect(asked).toEqual([0, expect.any(Number), 0])
  expect((await fetch(issuer.jwksUri)).status).toBe(200)
})
