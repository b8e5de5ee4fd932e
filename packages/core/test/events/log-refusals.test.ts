import Fastify from 'fastify'
import { expect, onTestFinished, test, vi } from 'vitest'
import { logRefusals, type RefusalLogger } from '../../src/events/log-refusals.ts'
import { requestWith, openStaticResource } from '../support/static-resource.ts'

/** Logs one refusal by fault of the request, and nothing after the end. */
async function refuseOnce(logger: RefusalLogger): Promise<void> {
  const { resource } = openStaticResource()
  const stop = logRefusals(logger)
  await resource.authenticate(requestWith('secret-token')).catch(() => undefined)
  stop()
  await resource.authenticate(requestWith('secret-token')).catch(() => undefined)
}

const line = expect.stringMatching(
  /^portcullis refused GET \/: 401 token_opaque: .+; docs: \/errors#token_opaque$/
) as string

test('writes each refusal to the console as one line, until it is ended', async () => {
  const written = vi.spyOn(console, 'info').mockReturnValue(undefined)
  onTestFinished(() => written.mockRestore())
  await refuseOnce(console)
  expect(written.mock.calls).toEqual([[line]])
})

test('writes each refusal to pino, as Fastify has it, with its members but without cause and token', async () => {
  const lines: string[] = []
  const stream = { write: (text: string) => void lines.push(text) }
  await refuseOnce(Fastify({ logger: { level: 'info', stream } }).log)
  expect(lines.map((text) => JSON.parse(text) as unknown)).toMatchObject([
    {
      level: 30,
      msg: line,
      code: 'token_opaque',
      status: 401,
      stage: 'token',
      method: 'GET',
      path: '/',
      page: '/errors#token_opaque'
    }
  ])
  expect(lines.join('')).not.toMatch(/secret-token|"cause"|"type"/)
})

test('writes the members as second argument to a logger with transports, such as winston', async () => {
  const calls: unknown[][] = []
  const winston = {
    transports: [],
    child: () => winston,
    info: (...parameters: unknown[]) => void calls.push(parameters),
    warn: (...parameters: unknown[]) => void calls.push(parameters)
  }
  await refuseOnce(winston)
  expect(calls).toEqual([[line, expect.objectContaining({ code: 'token_opaque', status: 401 })]])
})

test('writes a server-side failure with the level warn, and no other event', async () => {
  const calls: string[] = []
  const logger = {
    info: (text: string) => void calls.push(`info ${text}`),
    warn: (text: string) => void calls.push(`warn ${text}`)
  }
  const { resource, sign } = openStaticResource({ isRevoked: () => Promise.reject(new Error('down')) })
  onTestFinished(logRefusals(logger))
  await resource.authenticate(requestWith(await sign())).catch(() => undefined)
  const { resource: other, sign: signOther } = openStaticResource()
  await other.authenticate(requestWith(await signOther()))
  expect(calls).toEqual([
    expect.stringContaining('warn portcullis refused GET /: 503 revocation_unavailable')
  ])
})
