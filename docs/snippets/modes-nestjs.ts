import { Controller, Get, Module } from '@nestjs/common'
import { Auth, OptionalAuth, PortcullisModule } from '@portcullis/nestjs'

// #region modes
@Controller()
class NewsController {
  @Get('me') // No token, or an invalid one: refused.
  me(@Auth('subject') subject: string) {
    return { subject }
  }

  @Get('feed') // No token: anonymous. An invalid one: refused.
  @OptionalAuth()
  feed(@Auth('subject') subject?: string) {
    return { subject: subject ?? 'anonymous' }
  }

  @Get('news') // No token, or an invalid one: anonymous.
  @OptionalAuth({ onInvalidToken: 'anonymous' })
  news(@Auth('subject') subject?: string) {
    return { subject: subject ?? 'anonymous' }
  }
}
// #endregion

@Module({
  imports: [
    PortcullisModule.forRoot({ issuer: 'https://auth.example.com', audience: 'https://api.example.com' })
  ],
  controllers: [NewsController]
})
class AppModule {}

export { AppModule }
