// #region module
import { Controller, Get, Module } from '@nestjs/common'
import { Auth, PortcullisModule, RequireScopes, type AuthContext } from '@portcullis/nestjs'

@Controller('messages')
class MessagesController {
  @Get()
  @RequireScopes('read:messages')
  list(@Auth() auth: AuthContext) {
    return { hello: auth.subject }
  }
}

@Module({ imports: [PortcullisModule.forRoot()], controllers: [MessagesController] })
class AppModule {}
// #endregion

export { AppModule }
