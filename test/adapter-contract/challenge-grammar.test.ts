import { ProtectedResourceError } from '@portcullis/core'
import { expect, test } from 'vitest'
import { challengeFaults } from '../http/challenge-faults.ts'
import { exchangeOne, fieldValues, requestBytes } from '../http/exchange-bytes.ts'
import { send } from '../http/send.ts'
import { verifies } from '../requirements.ts'
import { targets } from '../targets/targets.ts'
import { useTargets } from '../targets/use-targets.ts'
import { accessToken, options } from '../tokens/authority.ts'
import { sendCase } from './answer-of.ts'
import { cases } from './cases.ts'

const running = useTargets(options)

const hostile = [
  'Bearer canary\u00e9',
  'Bearer canary"\\',
  'Bearer canary\u00a0b',
  'Bearer \u0080canary',
  'N\u00e9go canary',
  'canary'
]

test.each(running)(
  verifies(
    'H-6',
    'H-8',
    'B-8',
    'B-15',
    'H-9',
    'every challenge is one line of legal grammar, each parameter once'
  ),
  async ({ port }) => {
    for (const contractCase of cases) {
      const { status, headers } = await sendCase(port(), contractCase)
      expect(challengeFaults(status, headers['www-authenticate'] ?? []), contractCase.title).toEqual([])
    }
  }
)

test.each(running)(
  verifies('H-8', 'B-15', 'nothing that a client sends comes back in a challenge'),
  async ({ port }) => {
    for (const authorization of hostile) {
      const bytes = requestBytes('GET /messages HTTP/1.1', [`Authorization: ${authorization}`])
      const { status, lines, body } = await exchangeOne(port(), bytes)
      expect([400, 401], authorization).toContain(status)
      expect(challengeFaults(status, fieldValues(lines, 'www-authenticate')), authorization).toEqual([])
      expect([...lines, body].join()).not.toContain('canary')
    }
  }
)

test.each(targets)(
  verifies('H-8', 'B-6', 'B-15', 'what the application puts into a challenge cannot break it on $name'),
  async ({ start }) => {
    const api = await start({
      ...options,
      validate: ({ claims }) => {
        throw new ProtectedResourceError('scope_insufficient', {
          challenge: { scope: [claims['tenant'], 'read'], acrValues: [claims['tenant']] }
        })
      }
    })
    for (const tenant of ['a"b, error="x', 'caf\u00e9', '\u2019', 'x\r\nSet-Cookie: a=b', 'a\\b']) {
      const authorization = `Bearer ${accessToken({ tenant })}`
      const { status, headers } = await send(api.port, { path: '/protected', headers: { authorization } })
      const challenges = headers['www-authenticate'] ?? []
      expect([status, headers['set-cookie']], tenant).toEqual([403, undefined])
      expect(challengeFaults(status, challenges), tenant).toEqual([])
      expect(challenges, tenant).toEqual([expect.stringMatching(/scope="read"$/u)])
    }
    await api.close()
  }
)

test.each(targets)(
  verifies('H-7', 'quote and backslash of a realm are escaped on $name'),
  async ({ start }) => {
    const api = await start({ ...options, realm: 'a"b\\c' })
    const { headers } = await send(api.port, { path: '/protected' })
    await api.close()
    expect(headers['www-authenticate']).toEqual(['Bearer realm="a\\"b\\\\c"'])
  }
)

test.each(targets)(
  verifies('H-14', 'no answer has Strict-Transport-Security on $name'),
  async ({ start }) => {
    const api = await start(options)
    for (const path of ['/protected', '/public', '/nothing']) {
      const { headers } = await send(api.port, { path })
      expect(headers['strict-transport-security']).toBeUndefined()
    }
    await api.close()
  }
)
