import { describe, expect, it } from 'vitest'
import { createIssuerLocations, requireMetadataLocation } from '../../src/server/create-issuer-locations.ts'

describe('the addresses of an issuer', () => {
  it('insert the well-known string before the path, or append it after', () => {
    expect(createIssuerLocations('/tenants/one').paths).toEqual({
      oauthInserted: '/.well-known/oauth-authorization-server/tenants/one',
      openidInserted: '/.well-known/openid-configuration/tenants/one',
      oauthAppended: '/tenants/one/.well-known/oauth-authorization-server',
      openidAppended: '/tenants/one/.well-known/openid-configuration',
      jwks: '/tenants/one/jwks',
      introspection: '/tenants/one/introspect'
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

  it.each(['//', '//one', '/%C3%BC', '/a//b', '/a:b@c', '/a;b=c,d', '/...'])(
    'are laid out for the path "%s" as it stands',
    (path) => {
      const { issuerPath, paths } = createIssuerLocations(path)
      expect(issuerPath).toBe(path)
      for (const each of Object.values(paths)) expect(new URL(`http://127.0.0.1${each}`).pathname).toBe(each)
    }
  )

  it.each(['one', 'http://x/', ':80/a', '@x/a', '/a?b', '/a#b', '/a?', '/a#', '/a b', '/a\n', ' '])(
    'can not be laid out for the path "%s"',
    (path) => {
      expect(() => createIssuerLocations(path)).toThrow('"path" must be empty or start with "/"')
    }
  )

  it.each(['/ü', '/{x}', '/<x>', '/"x"', '/a\\b', '/a/../b', '/a/./b', '/..', '/a/%2E%2e/b', '/a/.'])(
    'can not be laid out for the path "%s", for which clients write another',
    (path) => {
      expect(() => createIssuerLocations(path)).toThrow(TypeError)
      expect(() => createIssuerLocations(path)).toThrow('exactly as in a URL')
    }
  )
})

describe('a place for metadata', () => {
  it.each(['oauthInserted', 'openidInserted', 'oauthAppended', 'openidAppended'])('may be %s', (name) => {
    expect(requireMetadataLocation(name)).toBe(name)
  })

  it.each(['nope', '', 'jwks', 'toString', 'OauthInserted'])('can not be "%s"', (name) => {
    expect(() => requireMetadataLocation(name)).toThrow(
      new TypeError(
        `"metadataLocations" must not name "${name}"; the locations are oauthInserted, openidInserted, oauthAppended, openidAppended`
      )
    )
  })
})
