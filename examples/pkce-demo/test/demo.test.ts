import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callLikeCurl, findCurlLines } from '../../../test/programs/curl-line.ts'
import { type RunningDemo, startDemo } from './start-demo.ts'

let demo: RunningDemo

beforeAll(async () => {
  demo = await startDemo()
})

afterAll(async () => {
  await demo.program.stop()
})

describe('the curl lines in the terminal', () => {
  test('there are three, and two of them carry a token', () => {
    const lines = findCurlLines(demo.program.output())
    expect(lines).toHaveLength(3)
    expect(lines.map((line) => line.includes('Authorization: Bearer '))).toEqual([false, true, true])
  })

  test('the first has no token and is answered 401 with a challenge that names no error', async () => {
    const response = await callLikeCurl(curlLine(0))
    expect(response.status).toBe(401)
    const realm = `realm="${demo.express}"`
    const metadata = `resource_metadata="${demo.express}/.well-known/oauth-protected-resource"`
    expect(response.headers.get('www-authenticate')).toMatch(
      new RegExp(`^Bearer ${realm}, ${metadata}, DPoP ${realm}, algs="[^"]+", ${metadata}$`, 'u')
    )
    expect(await response.text()).toBe('')
  })

  test('the second is answered 200', async () => {
    const response = await callLikeCurl(curlLine(1))
    expect(response.status).toBe(200)
    expect(await response.json()).toHaveProperty('orders')
  })

  test('the third lacks a scope and is answered 403 with the scope that the route needs', async () => {
    const response = await callLikeCurl(curlLine(2))
    expect(response.status).toBe(403)
    const challenge = response.headers.get('www-authenticate')
    expect(challenge).toContain('error="insufficient_scope"')
    expect(challenge).toContain('scope="orders:write"')
    expect(await response.json()).toHaveProperty('error', 'insufficient_scope')
  })

  test('the same calls to the Fastify API have the same answers, but for its address and the scope of the 401', async () => {
    for (const line of findCurlLines(demo.program.output())) {
      const express = await describeAnswer(callLikeCurl(line))
      const fastify = await describeAnswer(callLikeCurl(line.replace(demo.express, demo.fastify)))
      const challenge = express.challenge?.replaceAll(demo.express, demo.fastify) ?? null
      // Fastify knows the scope of the route before its guard runs.
      const named = challenge?.replaceAll(/realm="[^"]*"(?=, (?:resource|algs))/gu, '$&, scope="orders:read"')
      const isAnonymous = !line.includes('Authorization')
      expect(fastify).toEqual({ ...express, challenge: isAnonymous ? named : challenge })
    }
  })
})

describe('the metadata of the APIs', () => {
  test('is the same but for the address, and names the authorization server and all scopes', async () => {
    for (const resource of [demo.express, demo.fastify]) {
      expect(await fetchJson(`${resource}/.well-known/oauth-protected-resource`)).toMatchObject({
        resource,
        authorization_servers: [demo.issuer],
        scopes_supported: ['orders:read', 'orders:write']
      })
    }
  })

  test.each(['express', 'fastify'] as const)(
    'the resource of %s can be requested as a token',
    async (name) => {
      const response = await requestAuthorization({
        code_challenge: 'A'.repeat(43),
        code_challenge_method: 'S256',
        prompt: 'none',
        resource: demo[name]
      })
      // No user is signed in. An unknown resource is refused with "invalid_target" before that.
      expect(response.get('error')).toBe('login_required')
    }
  )
})

describe('the authorization server', () => {
  test('refuses an authorization request without a code challenge', async () => {
    const response = await requestAuthorization({})
    expect(response.get('error')).toBe('invalid_request')
    expect(response.get('error_description')).toContain('PKCE')
  })

  test('refuses a code challenge that is the verifier itself', async () => {
    const response = await requestAuthorization({
      code_challenge: 'A'.repeat(43),
      code_challenge_method: 'plain'
    })
    expect(response.get('error')).toBe('invalid_request')
  })

  test('issues no token for an API that it does not know', async () => {
    const response = await requestAuthorization({
      code_challenge: 'A'.repeat(43),
      code_challenge_method: 'S256',
      resource: 'https://elsewhere.example'
    })
    expect(response.get('error')).toBe('invalid_target')
  })

  test('offers neither the implicit flow nor plain PKCE, and lets clients revoke tokens', async () => {
    const metadata = await fetchJson(`${demo.issuer}/.well-known/openid-configuration`)
    expect(metadata['response_types_supported']).toEqual(['code'])
    expect(metadata['grant_types_supported']).not.toContain('implicit')
    expect(metadata['code_challenge_methods_supported']).toEqual(['S256'])
    expect(metadata['revocation_endpoint']).toMatch(/^http/u)
  })

  test('publishes a key for RS256 and one for ES256', async () => {
    const metadata = await fetchJson(`${demo.issuer}/.well-known/openid-configuration`)
    const { keys } = (await fetchJson(String(metadata['jwks_uri']))) as { keys: { alg: string }[] }
    expect(keys.map(({ alg }) => alg).toSorted()).toEqual(['ES256', 'RS256'])
  })

  test('shows a page of its own when a sign-in is over', async () => {
    const response = await fetch(`${demo.issuer}/interaction/long-gone`)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain(`<a href="${demo.page}">Back to the page</a>`)
  })
})

describe('the log that the page shows', () => {
  const lineOf = async (call: string) => (await fetchJson(`${demo.page}/server-log/${call}`))['line']

  test.each(['express', 'fastify'] as const)('has the line of a refusal on %s', async (framework) => {
    await fetch(`${demo[framework]}/me`, { headers: { 'x-demo-call': framework } })
    expect(await lineOf(framework)).toMatch(/^portcullis refused GET \/me: 401 credentials_missing/u)
  })

  test('has no line of a call that was admitted, and of none that it does not know', async () => {
    await fetch(`${demo.express}/public`, { headers: { 'x-demo-call': 'admitted' } })
    expect(await lineOf('admitted')).toBeNull()
    expect(await lineOf('unknown')).toBeNull()
  })
})

describe('the web server', () => {
  test('lets the page load from itself and call the three servers, and nothing else', async () => {
    const policy = (await fetch(demo.page)).headers.get('content-security-policy') ?? ''
    const directives = new Map(policy.split('; ').map((directive) => splitOnce(directive)))
    expect(directives.get('default-src')).toBe("'none'")
    expect(directives.get('script-src')).toMatch(/^'self' 'sha256-[A-Za-z0-9+/]{43}='$/)
    expect(directives.get('connect-src')).toBe(`'self' ${demo.issuer} ${demo.express} ${demo.fastify}`)
  })

  test('sends visitors of another host name to the registered address', async () => {
    const response = await fetch(demo.page.replace('127.0.0.1', 'localhost'), { redirect: 'manual' })
    expect(response.status).toBe(307)
    expect(response.headers.get('location')).toBe(`${demo.page}/`)
  })

  test('tells the page nothing that is secret', async () => {
    const config = await fetchJson(`${demo.page}/config.json`)
    expect(Object.keys(config).toSorted()).toEqual([
      'apis',
      'audience',
      'clientId',
      'clockToleranceSeconds',
      'issuer',
      'redirectUri',
      'resources',
      'scope'
    ])
  })
})

function curlLine(index: number): string {
  return findCurlLines(demo.program.output())[index] ?? ''
}

async function describeAnswer(answer: Promise<Response>) {
  const response = await answer
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body: await response.text()
  }
}

async function requestAuthorization(parameters: Record<string, string>): Promise<URLSearchParams> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'demo-page',
    redirect_uri: `${demo.page}/callback`,
    scope: 'orders:read',
    ...parameters
  })
  const response = await fetch(`${demo.issuer}/auth?${query}`, { redirect: 'manual' })
  return new URL(response.headers.get('location') ?? '').searchParams
}

async function fetchJson(url: string): Promise<Record<string, unknown>> {
  return (await (await fetch(url)).json()) as Record<string, unknown>
}

function splitOnce(directive: string): [string, string] {
  const [name = '', ...sources] = directive.split(' ')
  return [name, sources.join(' ')]
}
