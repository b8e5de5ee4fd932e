import { Controller, Get, Module } from '@nestjs/common'
import {
  anyOf,
  Auth,
  OptionalAuth,
  PortcullisModule,
  ProtectedBy,
  Public,
  Require,
  RequireRoles,
  requireRoles,
  requireScopes,
  type AuthContext
} from '@portcullis/nestjs'

// #region decorators
@Controller('orders')
@RequireRoles('clerk') // for every method, in addition to what the method requires
class OrdersController {
  @Get()
  list(@Auth('subject') subject: string) {
    return { clerk: subject }
  }

  @Get('report')
  @Require(anyOf(requireRoles('auditor'), requireScopes('orders:report')))
  report() {
    return { orders: 17 }
  }
}

@Controller()
class ShopController {
  @Get('health')
  @Public() // tokens are ignored
  health() {
    return { healthy: true }
  }

  @Get('offers')
  @OptionalAuth() // without a token, `auth` is undefined
  offers(@Auth() auth?: AuthContext) {
    return { for: auth?.subject ?? 'everyone' }
  }
}
// #endregion

/** Stands for `ConfigService` of @nestjs/config. */
class ConfigService {
  getOrThrow(name: string): string {
    return `https://${name === 'OAUTH_ISSUER' ? 'auth' : 'api'}.example.com`
  }
}

@Module({ providers: [ConfigService], exports: [ConfigService] })
class ConfigModule {}

// #region async
const portcullis = PortcullisModule.forRootAsync({
  imports: [ConfigModule],
  inject: [ConfigService],
  useFactory: (config: ConfigService) => ({
    issuer: config.getOrThrow('OAUTH_ISSUER'),
    audience: config.getOrThrow('OAUTH_AUDIENCE')
  })
})
// #endregion

const issuer = 'https://auth.example.com'

// #region names
@Controller('partners')
@ProtectedBy('partners')
class PartnersController {
  @Get()
  list() {
    return { partners: [] }
  }
}

const partners = PortcullisModule.forRoot(
  { issuer, audience: 'https://partners.example.com' },
  { name: 'partners' }
)
// #endregion

@Module({
  imports: [portcullis, partners],
  controllers: [OrdersController, ShopController, PartnersController]
})
class AppModule {}

export { AppModule }
