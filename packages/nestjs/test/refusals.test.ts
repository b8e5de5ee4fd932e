import { Catch, Controller, Get, HttpException, UseFilters } from '@nestjs/common'
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common'
import { APP_FILTER } from '@nestjs/core'
import {
  Auth,
  getProtectedResourceToken,
  PortcullisException,
  PortcullisModule,
  RequireClaim,
  RequireScopes,
  requireScopes,
  type AuthContext,
  type ProtectedResource
} from '@portcullis/nestjs'
import { describe, expect, it } from 'vitest'
import { useIssuer } from './support/open-issuer.ts'
import { createApp, PLATFORMS, serve } from './support/serve.ts'

const issuer = useIssuer()

/** What many applications have: their own form of every HTTP error. */
@Catch(HttpException)
class ProblemFilter implements ExceptionFilter {
  catch(exception: HttpException, host: ArgumentsHost): void {
    const response = host
      .switchToHttp()
      .getResponse<{ status(code: number): unknown; send(body: object): unknown }>()
    response.status(exception.getStatus())
    response.send({ problem: exception.message, response: exception.getResponse() })
  }
}

@Controller()
class Orders {
  @Get('orders')
  @RequireScopes('orders:read')
  list() {
    return []
  }
}

@Controller()
@UseFilters(ProblemFilter)
class FilteredOrders extends Orders {}

const MISSING = { status: 401, body: '{"problem":"authentication is required","response":{}}' }
const SCOPE = { error: 'insufficient_scope', error_description: expect.any(String) as string }

async function expectProblems(get: Awaited<ReturnType<typeof serve>>) {
  expect(await get('/orders')).toMatchObject({
    ...MISSING,
    challenge: expect.stringMatching(/^Bearer realm="[^"]+", scope="orders:read"$/) as string
  })
  const { status, challenge, body } = await get('/orders', await issuer().issue())
  expect([status, challenge]).toEqual([403, expect.stringContaining('scope="orders:read"')])
  expect(JSON.parse(body)).toMatchObject({ response: SCOPE })
}

describe.each(PLATFORMS)('on %s', (platform) => {
  const start = async (
    metadata: Parameters<typeof createApp>[0],
    change?: (app: Awaited<ReturnType<typeof createApp>>) => void
  ) => {
    const app = await createApp(
      { ...metadata, imports: [PortcullisModule.forRoot(issuer().options)] },
      platform
    )
    change?.(app)
    return serve(app)
  }

  it('a global filter of the application sees a refusal as an HttpException, with its headers set', async () => {
    await expectProblems(
      await start({ controllers: [Orders] }, (app) => app.useGlobalFilters(new ProblemFilter()))
    )
  })

  it('a global filter as a provider sees it, too', async () => {
    const providers = [{ provide: APP_FILTER, useClass: ProblemFilter }]
    await expectProblems(await start({ controllers: [Orders], providers }))
  })

  it('a filter of the class sees it, too', async () => {
    await expectProblems(await start({ controllers: [FilteredOrders] }))
  })

  it('a refusal that a handler throws gets its answer', async () => {
    let resource: ProtectedResource | undefined
    @Controller()
    class Late {
      @Get('late')
      late(@Auth() auth: AuthContext) {
        resource?.authorize(auth, requireScopes('orders:write'))
        return []
      }
    }
    const get = await start({ controllers: [Late] }, (app) => {
      resource = app.get<ProtectedResource>(getProtectedResourceToken())
    })
    const { status, challenge, body } = await get('/late', await issuer().issue())
    expect([status, challenge]).toEqual([403, expect.stringContaining('scope="orders:write"')])
    expect(JSON.parse(body)).toMatchObject(SCOPE)
  })

  it('an error of a function of the application is a 500, and not a refusal', async () => {
    @Controller()
    class Failing {
      @Get('failing')
      @RequireClaim('sub', () => {
        throw new Error('the database is down')
      })
      list() {
        return []
      }
    }
    const { status, body } = await (
      await start({ controllers: [Failing] })
    )('/failing', await issuer().issue())
    expect([status, body]).toEqual([500, '{"statusCode":500,"message":"Internal server error"}'])
  })
})

it('a refusal has its reason as the cause, for logs, and public text as its message', async () => {
  const seen: unknown[] = []
  @Catch(PortcullisException)
  class LogFilter implements ExceptionFilter {
    catch(exception: PortcullisException, host: ArgumentsHost): void {
      seen.push(exception.message, exception.cause)
      host.switchToHttp().getResponse<{ end(): void }>().end()
    }
  }
  const app = await createApp({
    imports: [PortcullisModule.forRoot(issuer().options)],
    controllers: [Orders]
  })
  app.useGlobalFilters(new LogFilter())
  await (
    await serve(app)
  )('/orders', 'invalid')
  expect(seen).toMatchObject(['the access token is invalid', { code: 'token_opaque' }])
})

it('an answer without a refusal is an exception without message and cause', () => {
  const exception = new PortcullisException({ status: 405, headers: { Allow: 'GET' }, body: undefined })
  expect([exception.getStatus(), exception.message, exception.extensions]).toEqual([405, '', {}])
  expect(exception.cause).toBeUndefined()
})
