import { Controller, Get, Logger } from '@nestjs/common'
import { PortcullisModule, RequireScopes } from '@portcullis/nestjs'
import { expect, it, onTestFinished } from 'vitest'
import { useIssuer } from './support/open-issuer.ts'
import { createApp, serve } from './support/serve.ts'

const issuer = useIssuer()

@Controller()
class Orders {
  @Get('orders')
  @RequireScopes('orders:read')
  list() {
    return []
  }
}

/** Records what Nest's Logger gets in the context of Portcullis. */
function recordLog(): string[] {
  const lines: string[] = []
  const write = (level: string) => (message: unknown, context: unknown) => {
    if (context === 'Portcullis') lines.push(`${level} ${String(message)}`)
  }
  Logger.overrideLogger({ log: write('log'), warn: write('warn'), error: write('error') })
  onTestFinished(() => void Logger.overrideLogger(false))
  return lines
}

it("Nest's Logger gets each refusal with code, hint and page, without token and query", async () => {
  const get = await serve(
    await createApp({ imports: [PortcullisModule.forRoot(issuer().options)], controllers: [Orders] })
  )
  const lines = recordLog()
  const token = await issuer().issue({ claims: { sub: 'ada' } })
  await get('/orders?secret=1', token)
  await get('/orders')
  await get('/orders', await issuer().issue({ claims: { scope: 'orders:read' } }))
  expect(lines).toEqual([
    expect.stringMatching(
      /^log refused GET \/orders: 403 scope_insufficient: .*orders:read.*; docs: \/errors#scope_insufficient$/
    ),
    expect.stringMatching(
      /^log refused GET \/orders: 401 credentials_missing: .+; docs: \/errors#credentials_missing$/
    )
  ])
  expect(lines.join()).not.toMatch(/secret|ada/)
  expect(lines.join()).not.toContain(token)
})

it('a server-side failure is a warning', async () => {
  const options = { issuer: 'http://127.0.0.1:1', audience: issuer().audience }
  const get = await serve(
    await createApp({ imports: [PortcullisModule.forRoot(options)], controllers: [Orders] })
  )
  const lines = recordLog()
  const token = await issuer().issue({ claims: { iss: options.issuer } })
  expect((await get('/orders', token)).status).toBe(503)
  expect(lines).toEqual([expect.stringMatching(/^warn refused GET \/orders: 503 metadata_unreachable/)])
})
