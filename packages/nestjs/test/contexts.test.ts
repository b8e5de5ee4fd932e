import { Controller, Get } from '@nestjs/common'
import { ExternalContextCreator } from '@nestjs/core'
import { ClientProxyFactory, EventPattern, MessagePattern, Transport } from '@nestjs/microservices'
import { PortcullisModule, Public } from '@portcullis/nestjs'
import { firstValueFrom } from 'rxjs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findFreePort } from '../../../test/programs/free-port.ts'
import { useIssuer } from './support/open-issuer.ts'
import { createApp, serve } from './support/serve.ts'

const issuer = useIssuer()
const imports = () => [PortcullisModule.forRoot(issuer().options)]

const handled: string[] = []

@Controller()
class Messages {
  @MessagePattern('closed')
  closed() {
    handled.push('closed')
    return 'closed'
  }

  @MessagePattern('open')
  @Public()
  open() {
    return 'open'
  }

  @EventPattern('event')
  event(data: string) {
    handled.push(data)
  }

  // One method for both: HTTP requests pass with a token, messages never do.
  @Get('both')
  @MessagePattern('both')
  both() {
    return { served: true }
  }
}

describe('messages of a microservice', () => {
  it.each([
    ['that does not inherit the global guards', false],
    ['that inherits the global guards', true]
  ])('%s are refused, unless the handler is public', async (_title, inheritAppConfig) => {
    const app = await createApp({ imports: imports(), controllers: [Messages] })
    const options = { host: '127.0.0.1', port: await findFreePort() }
    app.connectMicroservice({ transport: Transport.TCP, options }, { inheritAppConfig })
    await app.startAllMicroservices()
    const get = await serve(app)
    const client = ClientProxyFactory.create({ transport: Transport.TCP, options })
    onTestFinished(async () => {
      await client.close()
    })
    const send = (pattern: string) => firstValueFrom(client.send<string>(pattern, {}))
    await expect(send('closed')).rejects.toMatchObject({ status: 'error' })
    await expect(send('both')).rejects.toMatchObject({ status: 'error' })
    await firstValueFrom(client.emit('event', 'event'), { defaultValue: undefined })
    expect(await send('open')).toBe('open')
    expect(handled).toEqual([])
    expect((await get('/both')).status).toBe(401)
    expect((await get('/both', await issuer().issue())).body).toBe('{"served":true}')
  })
})

describe('a context that is not known', () => {
  class Resolver {
    field() {
      return 'served'
    }

    @Public()
    open() {
      return 'served'
    }
  }

  it.each(['rpc', 'necord', 'constructor'])('%s is refused, unless the handler is public', async (type) => {
    const app = await createApp({ imports: imports(), providers: [Resolver] })
    await app.init()
    const resolver = app.get(Resolver)
    const call = (name: 'field' | 'open') =>
      app
        .get(ExternalContextCreator, { strict: false })
        .create(resolver, resolver[name], name, undefined, undefined, undefined, undefined, undefined, type)()
    await expect(call('field')).rejects.toThrow(
      `Resolver.field: is for "${type}": not protected: authenticate by other means`
    )
    expect(await call('open')).toBe('served')
  })
})
