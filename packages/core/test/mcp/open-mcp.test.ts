import { describe, expect, onTestFinished, test } from 'vitest'
import { requireScopes } from '../../src/guards/create-guards.ts'
import { requiredScopes } from '../../src/guards/guard.ts'
import { openMcp, type McpOptions } from '../../src/mcp/open-mcp.ts'
import { verifies } from '../../../../test/requirements.ts'

const issuer = 'https://as.example.test'
const resource = 'https://mcp.example.test/mcp'

function open(options: Partial<McpOptions> & object, environment = {}) {
  const adapter = { environment, choices: {} }
  const opened = openMcp({ issuer, resource, ...options }, adapter)
  onTestFinished(() => opened.protection.protectedResource.close())
  return opened
}

function documentOf({ protection }: ReturnType<typeof open>, url: string): unknown {
  const { body } =
    protection.protectedResource.protectedResourceMetadata({ url, method: 'GET', headers: {} }) ?? {}
  return body === undefined ? undefined : JSON.parse(body)
}

const wellKnown = '/.well-known/oauth-protected-resource'

describe('mcpAuth', () => {
  test(verifies('C-1', 'publishes the resource, its issuer, and the scopes of base and tools'), () => {
    const opened = open({ scopes: ['mcp'], metadata: { name: 'Shop', scopes: ['extra'] } })
    opened.createGuard({ pay: requireScopes('pay') })
    expect(documentOf(opened, `${wellKnown}/mcp`)).toEqual({
      resource,
      authorization_servers: [issuer],
      scopes_supported: ['extra', 'mcp', 'pay'],
      bearer_methods_supported: ['header'],
      resource_name: 'Shop'
    })
  })

  test('names the base scopes in the challenge, and requires them', () => {
    const { base, protection } = open({ scopes: ['mcp', 'read'] })
    expect(base && requiredScopes(base)).toEqual(['mcp', 'read'])
    expect(protection.challengeFor).toBe(base)
    expect(open({}).base).toBeUndefined()
    const guard = open({}).createGuard({ pay: requireScopes('pay') })('POST', undefined)
    expect(guard && requiredScopes(guard)).toEqual(['pay'])
  })

  test('takes the issuer from the environment', () => {
    const opened = open({ issuer: undefined as never }, { OAUTH_ISSUER: issuer, OAUTH_AUDIENCE: 'other' })
    expect(documentOf(opened, `${wellKnown}/mcp`)).toMatchObject({ authorization_servers: [issuer] })
  })

  test.each([
    ['HTTPS://MCP.Example.TEST/Mcp', 'https://mcp.example.test/Mcp', `${wellKnown}/Mcp`],
    ['https://MCP.example.test', 'https://mcp.example.test', wellKnown],
    ['HTTP://LOCALHOST:3000/mcp?Tenant=A', 'http://localhost:3000/mcp?Tenant=A', `${wellKnown}/mcp?Tenant=A`]
  ])(
    verifies('C-11', 'writes scheme and host of %s in lower case, and nothing else'),
    (given, written, url) => {
      expect(documentOf(open({ resource: given }), url)).toMatchObject({ resource: written })
    }
  )

  test.each<[object, string]>([
    [{ resource: undefined }, 'mcpAuth() needs "resource"'],
    [{ resource: 5 }, 'mcpAuth() needs "resource"'],
    [{ resource: 'urn:mcp' }, 'needs "resource"'],
    [{ audience: '' }, 'audience'],
    [{ scopes: 'mcp' }, 'must be a list of the scopes'],
    [{ scopes: ['mcp read'] }, 'not a scope token'],
    [{ metadata: { scopes: ['offline_access'] } }, 'never accepts "offline_access"'],
    [{ scope: ['mcp'] }, 'there is no option "scope"']
  ])('throws a ConfigurationError for %j', (options, message) => {
    expect(() => open(options as never)).toThrow(message)
  })
})
