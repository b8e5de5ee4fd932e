import { describe } from 'vitest'
import { start } from '../servers/oidc-provider/start.mjs'
import { testDpop } from '../suites/test-dpop.ts'
import { useWorld } from '../suites/world.ts'

describe('oidc-provider', () => {
  testDpop(useWorld(start), {
    client: 'spa-dpop',
    scope: 'openid orders:read',
    resource: 'https://api.example.test'
  })
})
