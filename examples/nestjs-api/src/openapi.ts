import type { INestApplication } from '@nestjs/common'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import { getProtectedResourceToken, type ProtectedResource } from '@portcullis/nestjs'
import { addOpenApiSecurity, openApiSecuritySchemes } from '@portcullis/nestjs/openapi'

/** The OpenAPI document, with the guards of all handlers and the endpoints of the authorization server. */
export async function createDocument(app: INestApplication) {
  const api = app.get<ProtectedResource>(getProtectedResourceToken())
  const scopes = { 'write:messages': 'Send messages' }
  const securitySchemes = { ...(await openApiSecuritySchemes(api, { scopes })) }
  const document = SwaggerModule.createDocument(app, new DocumentBuilder().setTitle('Messages').build())
  return addOpenApiSecurity({ ...document, components: { ...document.components, securitySchemes } }, app)
}
