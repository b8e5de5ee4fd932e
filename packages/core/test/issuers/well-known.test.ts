import { expect, test } from 'vitest'
import { metadataUrls } from '../../src/issuers/well-known.ts'

const host = 'https://as.example.test'

test.each([
  [host, ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration']],
  [`${host}/`, ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration']],
  [
    `${host}/t1`,
    [
      '/.well-known/oauth-authorization-server/t1',
      '/t1/.well-known/openid-configuration',
      '/t1/.well-known/oauth-authorization-server'
    ]
  ],
  [
    `${host}/realms/a/`,
    [
      '/.well-known/oauth-authorization-server/realms/a',
      '/realms/a/.well-known/openid-configuration',
      '/realms/a/.well-known/oauth-authorization-server'
    ]
  ]
])('the metadata of %s is looked for at its places, in their order', (issuer, paths) => {
  expect(metadataUrls(issuer)).toEqual(paths.map((path) => host + path))
})
