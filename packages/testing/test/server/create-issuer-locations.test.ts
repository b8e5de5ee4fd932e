import { describe, expect, it } from 'vitest'
import { createIssuerLocations } from '../../src/server/create-issuer-locations.ts'

describe('the addresses of an issuer', () => {
  it('insert the well-known string before the path, or append it after', () => {
    expect(createIssuerLocations('/tenants/one').paths).toEqual({
      oauthInserted: '/.well-known/oauth-authorization-server/tenants/one',
      openidInserted: '/.well-known/openid-configuration/tenants/one',
      oauthAppended: '/tenants/one/.well-known/oauth-authorization-server',
      openidAppended: '/tenants/one/.well-known/openid-configuration',
      jwks: '/tenants/one/jwks'
    })
  })

  it('are the same both ways without a path', () => {
    const { paths } = createIssuerLocations('')
    expect(paths.oauthInserted).toBe(paths.oauthAppended)
    expect(paths.openidInserted).toBe('/.well-known/openid-configuration')
  })

  it('drop the slash at the end of the issuer', () => {
    const { issuerPath, paths } = createIssuerLocations('/one/')
    expect(issuerPath).toBe('/one/')
    expect(paths.oauthInserted).toBe('/.well-known/oauth-authorization-server/one')
    expect(paths.openidAppended).toBe('/one/.well-known/openid-configuration')
    expect(createIssuerLocations('/').paths.jwks).toBe('/jwks')
  })

  it.each(['one', 'http://x/', '/a?b', '/a#b', '/a b', ' '])(
    'can not be laid out for the path "%s"',
    (path) => {
      expect(() => createIssuerLocations(path)).toThrow('"path" must be empty or start with "/"')
    }
  )
})
