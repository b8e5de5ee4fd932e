import { Controller, Delete, Get, Module, Post } from '@nestjs/common'
import {
  anyOf,
  Auth,
  PortcullisModule,
  Require,
  RequireAuthentication,
  requirePermissions,
  RequireRoles,
  requireRoles,
  RequireScopes
} from '@portcullis/nestjs'

// #region guards
@Controller()
class MessagesController {
  @Get('messages')
  @RequireScopes('read:messages')
  list(@Auth('subject') subject: string) {
    return { hello: subject }
  }

  @Delete('messages')
  @RequireScopes('write:messages')
  @RequireRoles('editor') // in addition
  clear(@Auth('subject') subject: string) {
    return { hello: subject }
  }

  @Get('export')
  @Require(anyOf(requireRoles('auditor'), requirePermissions('export')))
  export(@Auth('subject') subject: string) {
    return { hello: subject }
  }

  @Post('payments')
  @RequireAuthentication({ acr: 'gold', maxAgeSeconds: 300 })
  pay(@Auth('subject') subject: string) {
    return { hello: subject }
  }
}
// #endregion

@Module({
  imports: [
    PortcullisModule.forRoot({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' })
  ],
  controllers: [MessagesController]
})
class AppModule {}

export { AppModule }
