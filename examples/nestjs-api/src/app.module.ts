import { Module } from '@nestjs/common'
import { TerminusModule } from '@nestjs/terminus'
import { PortcullisModule } from '@portcullis/nestjs'
import { HealthController, TokenHealth } from './health.controller.js'
import { MessagesController } from './messages.controller.js'

@Module({
  // Takes OAUTH_ISSUER and OAUTH_AUDIENCE when the application starts.
  imports: [PortcullisModule.forRoot(), TerminusModule],
  controllers: [MessagesController, HealthController],
  providers: [TokenHealth]
})
export class AppModule {}
