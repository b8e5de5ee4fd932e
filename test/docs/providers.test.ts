import { ERROR_CODES, type Hints } from '@portcullis/core'
import * as presets from '@portcullis/core/presets'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { requireAuth } from '@portcullis/express'
import { listen } from '../http/listen.ts'
import { sendToken, send } from '../http/send.ts'
import { withServer } from '../http/with-server.ts'
import { publish } from '../preset-samples/publish.ts'
import { keys, nowSeconds } from '../tokens/authority.ts'
import { signToken } from '../tokens/sign-token.ts'

const read = (path: string) =>
  readFileSync(new URL(`../../docs/providers/${path}.md`, import.meta.url), 'utf8')
const others = read('others')
const { combinePresets: _, ...all } = presets

describe('every preset is documented:', () => {
  const ownPages = ['auth0', 'cognito', 'entra', 'keycloak', 'okta']
  const sections = others
    .split(/^## /mu)
    .slice(1)
    .filter((text) => !text.startsWith('From a token to a protected API\n'))

  it.each(Object.keys(all))('%s, with sources and their date', (name) => {
    const section = sections.find((text) => text.split('\n')[0]?.endsWith(`: \`${name}\``))
    const page = ownPages.includes(name) ? read(name) : section
    expect(page).toMatch(/As of November 2026: \S|Sources, as of November 2026: \S/u)
    expect(page).toContain(`${name}(`)
  })

  it('and nothing that is none', () => {
    const titles = sections.map((text) => /`(\w+)`$/mu.exec(text)?.[1] ?? text)
    expect([...ownPages, ...titles].toSorted()).toEqual(Object.keys(all).toSorted())
  })
})

const tenantId = '72f988bf-0000-4000-8000-2d7cd011db47'
const application = '6e74172b-be56-4843-9ff4-e66a39bb12e3'

const pages: readonly { name: string; hints: Hints | undefined }[] = [
  {
    name: 'keycloak',
    hints: presets.keycloak({ url: 'https://sso.example.com', realm: 'shop', audience: 'orders-api' }).hints
  },
  { name: 'auth0', hints: presets.auth0({ domain: 'acme.eu.auth0.com', audience: 'orders' }).hints },
  { name: 'okta', hints: presets.okta({ domain: 'acme.okta.com', audience: 'orders' }).hints },
  {
    name: 'entra',
    hints: presets.entra({
      tenantId,
      audience: application
    }).hints
  },
  {
    name: 'cognito',
    hints: presets.cognito({ userPoolId: 'eu-west-1_AbCdEf123', clientIds: ['1'] }).hints
  }
]

it.each(pages)(
  'the page about $name explains every reason that the preset has a hint for',
  ({ name, hints = {} }) => {
    const explained = [...read(name).matchAll(/\]\(\.\.\/errors\.md#(\w+)\)/gu)].map(([, code = '']) => code)
    expect(explained).toEqual(expect.arrayContaining(Object.keys(hints)))
    expect(explained.filter((code) => !Object.hasOwn(ERROR_CODES, code))).toEqual([])
  }
)

it('the line of every other preset makes a protected resource', async () => {
  await expect(import('../../docs/snippets/providers/others.ts')).resolves.toBeDefined()
})

it.each([
  { file: 'keycloak-internal', issuers: 1 },
  { file: 'entra-key-sets', issuers: 2 }
])('what the file $file shows makes a protected resource', async ({ file, issuers }) => {
  const { auth } = (await import(`../../docs/snippets/providers/${file}.ts`)) as {
    auth: ReturnType<typeof requireAuth>
  }
  expect(auth.protectedResource.readiness().issuers).toHaveLength(issuers)
})

it('the page about entra shows an MCP server that accepts the application as audience, and names its address', async () => {
  const { app, auth } = await import('../../docs/snippets/providers/entra-mcp.ts')
  const issuer = `https://login.microsoftonline.com/${tenantId}/v2.0`
  const keysAt = `https://login.microsoftonline.com/${tenantId}/discovery/v2.0/keys`
  const claims = { iss: issuer, aud: application, azp: 'mcp-client', oid: 'ada', scp: 'tools' }
  const resource = 'https://mcp.example.com/mcp'
  await withPublishedKeys({ issuer, keysAt }, () =>
    withServer(listen(app), async (port) => {
      const refused = await send(port, { path: '/mcp' })
      expect(refused.headers['www-authenticate']).toEqual([
        `Bearer realm="${resource}", resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource/mcp"`
      ])
      const { body } = await send(port, { path: '/.well-known/oauth-protected-resource/mcp' })
      expect(JSON.parse(body)).toMatchObject({
        resource,
        authorization_servers: [issuer],
        scopes_supported: [`${resource}/tools`]
      })
      const statusOf = async (change: object) =>
        (await sendToken(port, tokenOf({ ...claims, ...change }), '/mcp')).status
      expect(await statusOf({})).toBe(200)
      expect(await statusOf({ aud: resource })).toBe(401)
      expect(await statusOf({ scp: 'other' })).toBe(403)
    })
  )
  await auth.protectedResource.close()
})

function tokenOf(claims: object): string {
  const { kid } = keys.rsa
  const times = { sub: 'ada', iat: nowSeconds(), exp: nowSeconds() + 300 }
  return signToken({ alg: 'RS256', typ: 'JWT', kid }, { ...times, ...claims }, keys.rsa)
}

/** Has this process reach an issuer that is none of ours; `fetch` of the platform is what a preset uses. */
async function withPublishedKeys<T>(
  { issuer, keysAt }: { issuer: string; keysAt: string },
  use: () => Promise<T>
): Promise<T> {
  const platformFetch = globalThis.fetch
  const published = publish({ issuer, keysAt, keys: [keys.rsa.publicJwk] })
  globalThis.fetch = (input, init) =>
    typeof input === 'string' ? published(input) : platformFetch(input, init)
  try {
    return await use()
  } finally {
    globalThis.fetch = platformFetch
  }
}
