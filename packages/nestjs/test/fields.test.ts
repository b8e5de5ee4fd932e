import { SetMetadata } from '@nestjs/common'
import { PortcullisModule } from '@portcullis/nestjs'
import { describe, expect, it } from 'vitest'
import { useIssuer } from './support/open-issuer.ts'
import { createApp } from './support/serve.ts'

const issuer = useIssuer()

describe('a field', () => {
  class Fields {
    @SetMetadata('graphql:resolve_property', true)
    email() {
      return 'ada@example.com'
    }
  }
  const startWith = async (fieldResolverEnhancers?: string[]) => {
    const gql = { provide: 'GqlModuleOptions', useValue: { fieldResolverEnhancers } }
    const imports = [PortcullisModule.forRoot(issuer().options)]
    const app = await createApp({ imports, providers: [Fields, gql] })
    return app.init()
  }

  it('is an error at start if Nest runs no guards for fields', async () => {
    const text = 'Fields.email: Nest runs no guards for it: set fieldResolverEnhancers'
    await expect(startWith()).rejects.toThrow(text)
    await expect(startWith(['filters'])).rejects.toThrow(text)
    await expect(startWith(['guards'])).resolves.toBeDefined()
  })
})
