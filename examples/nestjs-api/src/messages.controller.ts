import { Body, Controller, Get, Post } from '@nestjs/common'
import { Auth, OptionalAuth, RequireScopes, type AuthContext } from '@portcullis/nestjs'

@Controller('messages')
export class MessagesController {
  private readonly messages = ['Hello!']

  // Needs a token, like every handler that is not public.
  @Get()
  list() {
    return this.messages
  }

  @Post()
  @RequireScopes('write:messages')
  send(@Body() { text }: { text?: string }, @Auth('subject') subject: string) {
    this.messages.push(`${subject}: ${text ?? ''}`)
    return this.messages
  }

  @Get('greeting')
  @OptionalAuth() // without a token, `auth` is undefined
  greet(@Auth() auth?: AuthContext) {
    return { hello: auth?.subject ?? 'stranger' }
  }
}
