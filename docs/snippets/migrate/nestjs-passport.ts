import { Controller, Get, Module } from '@nestjs/common'
import { Auth, PortcullisModule, RequireScopes } from '@portcullis/nestjs'

export function createModule(settings: { issuer: string; audience: string }): object {
  const { issuer, audience } = settings
  // #region after
  @Controller('orders')
  class OrdersController {
    @Get()
    @RequireScopes('orders:read')
    list(@Auth('subject') subject: string) {
      return { customer: subject }
    }
  }

  @Module({
    imports: [PortcullisModule.forRoot({ issuer, audience })],
    controllers: [OrdersController]
  })
  class AppModule {}
  // #endregion
  return AppModule
}
