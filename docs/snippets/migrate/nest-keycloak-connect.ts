import { Controller, Get, Module } from '@nestjs/common'
import { Auth, keycloak, PortcullisModule, RequireRoles } from '@portcullis/nestjs'

export function createModule(url: string): object {
  const realm = 'shop'
  // #region after
  @Controller('orders')
  class OrdersController {
    @Get()
    @RequireRoles('clerk')
    list(@Auth('subject') subject: string) {
      return { customer: subject }
    }
  }

  @Module({
    imports: [
      PortcullisModule.forRoot(keycloak({ url, realm, audience: 'orders-api', clientRoles: ['orders-api'] }))
    ],
    controllers: [OrdersController]
  })
  class AppModule {}
  // #endregion
  return AppModule
}
