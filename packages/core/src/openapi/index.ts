// What an OpenAPI document says about guards and issuers.
export { openApiOperation, openApiOperationOf, openApiSecurity } from './operation.ts'
export type {
  OpenApiHeader,
  OpenApiOperation,
  OpenApiOperationOptions,
  OpenApiOptions,
  OpenApiResponse,
  OpenApiSecurityRequirement
} from './operation.ts'
export type { OpenApiAuthentication, OpenApiRequirement } from './requirement.ts'
export { openApiSecuritySchemes } from './security-schemes.ts'
export type {
  OpenApiAuthorizationCodeFlow,
  OpenApiFlow,
  OpenApiSchemeOptions,
  OpenApiSecurityScheme
} from './security-schemes.ts'
