import {
  All,
  Controller,
  Get,
  HttpCode,
  Module,
  Post,
  Req,
  type INestApplication,
  type Type
} from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import type { AuthContext, ProtectedResourceError, ProtectedResourceOptions } from '@portcullis/core'
import {
  Auth,
  OptionalAuth,
  PortcullisModule,
  Public,
  RequireAnyScope,
  RequireAuthentication,
  RequireClaim,
  RequirePermissions,
  RequireRoles,
  RequireScopes
} from '@portcullis/nestjs'
import type { Listening } from '../http/listen.ts'
import { describeContext } from './describe-context.ts'

const answerContext = (auth: AuthContext | undefined) => ({ context: describeContext(auth) })

@Controller()
class OpenController {
  @Get('public')
  @Public()
  public() {
    return { public: true }
  }

  @Get('optional')
  @OptionalAuth()
  optional(@Auth() auth?: AuthContext) {
    return answerContext(auth)
  }

  @Get('optional-anonymous')
  @OptionalAuth({ onInvalidToken: 'anonymous' })
  optionalAnonymous(
    @Req() { auth, authFailure }: { auth?: AuthContext; authFailure?: ProtectedResourceError }
  ) {
    return { ...answerContext(auth), failure: authFailure?.code ?? null }
  }
}

@Controller()
class GuardedController {
  @All('protected')
  @HttpCode(200)
  protected(@Auth() auth: AuthContext) {
    return answerContext(auth)
  }

  @Get('claims')
  claims(@Auth('claims') claims: AuthContext['claims']) {
    return claims
  }

  @Get('messages')
  @RequireScopes('read:messages')
  messages(@Auth() auth: AuthContext) {
    return answerContext(auth)
  }

  @Post('messages')
  @HttpCode(200)
  @RequireScopes('read:messages', 'write:messages')
  send(@Auth() auth: AuthContext) {
    return answerContext(auth)
  }

  @Get('any')
  @RequireAnyScope('read:messages', 'admin')
  any(@Auth() auth: AuthContext) {
    return answerContext(auth)
  }

  @Get('permission')
  @RequirePermissions('messages:read')
  permission(@Auth() auth: AuthContext) {
    return answerContext(auth)
  }

  @Get('role')
  @RequireRoles('editor')
  role(@Auth() auth: AuthContext) {
    return answerContext(auth)
  }

  @Get('claim')
  @RequireClaim('tenant', 'acme')
  claim(@Auth() auth: AuthContext) {
    return answerContext(auth)
  }

  @Get('step-up')
  @RequireAuthentication({ acr: 'gold', maxAgeSeconds: 300 })
  stepUp(@Auth() auth: AuthContext) {
    return answerContext(auth)
  }
}

/** The platforms of Nest. */
export type Platform = 'express' | 'fastify'

/** An application of Nest with one module. */
export async function createNest(platform: Platform, moduleClass: object): Promise<INestApplication> {
  const settings = { logger: false, abortOnError: false } as const
  const module = moduleClass as Type
  if (platform === 'express') {
    const app = await NestFactory.create<NestExpressApplication>(module, new ExpressAdapter(), settings)
    app.disable('x-powered-by')
    return app
  }
  return NestFactory.create<NestFastifyApplication>(module, new FastifyAdapter(), settings)
}

/** The routes under test on NestJS: whatever is not public is behind the global guard. */
export async function nestApi(
  platform: Platform,
  options: ProtectedResourceOptions
): Promise<INestApplication> {
  @Module({
    imports: [PortcullisModule.forRoot(options)],
    controllers: [OpenController, GuardedController]
  })
  class ApiModule {}
  return createNest(platform, ApiModule)
}

/** Listens with an application of Nest on an ephemeral port of loopback. */
export async function listenNest(app: INestApplication): Promise<Listening> {
  await app.listen(0, '127.0.0.1')
  const origin = (await app.getUrl()).replace('[::1]', '127.0.0.1')
  return {
    origin,
    port: Number(new URL(origin).port),
    async close() {
      await app.close()
    }
  }
}
