import { describe, expect, test } from 'vitest'
import { send } from '../http/send.ts'
import { useTargets } from '../targets/use-targets.ts'
import { accessToken, audience, options } from '../tokens/authority.ts'

const tenants: unknown[] = []

const targets = useTargets({
  audience,
  issuers(issuer, request) {
    tenants.push(request?.headers['x-tenant'])
    return { issuer, jwks: options.jwks }
  }
})

describe.each(targets)('on $name', ({ name, port }) => {
  test('a function "issuers" gets the request that has the token', async () => {
    const authorization = `Bearer ${accessToken()}`
    const { status } = await send(port(), {
      path: '/protected',
      headers: { authorization, 'x-tenant': name }
    })
    expect([status, tenants.at(-1)]).toEqual([200, name])
  })
})
