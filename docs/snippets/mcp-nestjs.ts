import { All, Controller, Module, Req, Res } from '@nestjs/common'
import { handle } from './mcp-express.ts'

// #region server
import { PortcullisModule, RequireScopes, requireScopes } from '@portcullis/nestjs'
import { answerMcp, mcpAuth, McpEndpoint } from '@portcullis/nestjs/mcp'
import type { McpRequest, McpResponse } from '@portcullis/nestjs/mcp'

@Controller('mcp')
@RequireScopes('mcp:tools')
class McpController {
  @All()
  @McpEndpoint({ pay: requireScopes('mcp:pay') })
  answer(@Req() request: McpRequest, @Res() response: McpResponse) {
    return answerMcp(request, response, handle)
  }
}

@Module({
  imports: [
    PortcullisModule.forRoot(
      mcpAuth({ issuer: 'https://auth.example.com', resource: 'https://mcp.example.com/mcp' })
    )
  ],
  controllers: [McpController]
})
class AppModule {}
// #endregion

export { AppModule }
