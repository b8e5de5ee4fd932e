import { All, Controller, Get, Module, Sse, Version, VersioningType } from '@nestjs/common'
import { RouterModule } from '@nestjs/core'
import { Public, PortcullisModule } from '@portcullis/nestjs'
import { of } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { useIssuer } from './support/open-issuer.ts'
import { createApp, PLATFORMS, serve } from './support/serve.ts'

const issuer = useIssuer()

@Controller('plain')
class Plain {
  @Get()
  list() {
    return []
  }

  @All('any/:path')
  any() {
    return []
  }

  @Sse('events')
  events() {
    return of({ data: 'event' })
  }
}

abstract class Base {
  @Get('inherited')
  inherited() {
    return []
  }
}

@Controller('derived')
class Derived extends Base {}

@Controller('open')
@Public()
class Open extends Base {}

// Inherits the metadata of its class, and must not inherit that it is public.
@Controller('closed-again')
class ClosedAgain extends Open {
  @Get('own')
  own() {
    return []
  }
}

@Controller({ path: 'versioned', version: '1' })
class Versioned {
  @Get()
  one() {
    return []
  }

  @Get()
  @Version('2')
  two() {
    return []
  }
}

@Controller({ host: '127.0.0.1', path: 'hosted' })
class Hosted {
  @Get()
  list() {
    return []
  }
}

@Controller('dynamic')
class Dynamic {
  @Get()
  list() {
    return []
  }
}

@Module({})
class DynamicFeature {}

@Controller('routed')
class Routed {
  @Get()
  list() {
    return []
  }
}

@Module({ controllers: [Routed] })
class RoutedModule {}

const CLOSED = [
  '/api/plain',
  '/api/plain/any/path',
  '/api/plain/events',
  '/api/derived/inherited',
  '/api/closed-again/inherited',
  '/api/closed-again/own',
  '/api/v1/versioned',
  '/api/v2/versioned',
  '/api/hosted',
  '/api/dynamic',
  '/api/admin/routed'
]

describe.each(PLATFORMS)('on %s, with a prefix and versions', (platform) => {
  const start = async () => {
    const app = await createApp(
      {
        imports: [
          PortcullisModule.forRoot(issuer().options),
          RoutedModule,
          RouterModule.register([{ path: 'admin', module: RoutedModule }]),
          { module: DynamicFeature, controllers: [Dynamic] }
        ],
        controllers: [Plain, Derived, Open, ClosedAgain, Versioned, Hosted]
      },
      platform
    )
    app.setGlobalPrefix('api')
    app.enableVersioning({ type: VersioningType.URI })
    return serve(app)
  }

  it('no route is open by omission', async () => {
    const get = await start()
    const token = await issuer().issue()
    for (const path of CLOSED) {
      expect((await get(path)).status, path).toBe(401)
      expect((await get(path, 'invalid')).status, path).toBe(401)
      expect((await get(path, token)).status, path).toBe(200)
    }
    expect((await get('/api/open/inherited')).status).toBe(200)
  })

  it('refuses a CORS preflight that no CORS middleware answered', async () => {
    const get = await start()
    const headers = { origin: 'https://app.example.com', 'access-control-request-method': 'GET' }
    const preflight = { method: 'OPTIONS', headers }
    expect((await get('/api/plain/any/path', undefined, preflight)).status).toBe(401)
  })
})

it('lets the CORS middleware of Nest answer preflights', async () => {
  const app = await createApp({
    imports: [PortcullisModule.forRoot(issuer().options)],
    controllers: [Plain]
  })
  app.enableCors()
  const headers = { origin: 'https://app.example.com', 'access-control-request-method': 'GET' }
  const { status } = await (await serve(app))('/plain', undefined, { method: 'OPTIONS', headers })
  expect(status).toBe(204)
})
