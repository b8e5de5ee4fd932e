import { describe, expect, test } from 'vitest'
import { requireRoles, requireScopes } from '../../src/guards/create-guards.ts'
import { requiredScopes, type Guard } from '../../src/guards/guard.ts'
import { createCallGuard } from '../../src/mcp/call-guard.ts'
import { verifies } from '../../../../test/requirements.ts'

const base = requireScopes('mcp')
const pay = requireScopes('pay')
const refund = Object.assign(() => undefined, { guard: requireScopes('refund') })
const tools = { pay, refund, constructor: requireScopes('odd') }

const call = (name: unknown) => ({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name } })
/** A copy of these parameters inherits the name of the tool: assigning `__proto__` sets the prototype. */
const hidden = '{"method":"tools/call","params":{"__proto__":{"name":"pay"}}}'
const scopesOf = (guard: Guard | undefined) => (guard === undefined ? undefined : requiredScopes(guard))
const everything = ['mcp', 'pay', 'refund', 'odd']

describe('guards by tool', () => {
  const { guardFor, guards } = createCallGuard([base], tools)

  test.each<[string, unknown, string[]]>([
    ['a call of a guarded tool', call('pay'), ['mcp', 'pay']],
    ['a call of a tool whose guard a middleware holds', call('refund'), ['mcp', 'refund']],
    ['a batch', [call('pay'), call('hello'), call('refund'), call('pay')], ['mcp', 'pay', 'refund']],
    ['a call of another tool', call('hello'), ['mcp']],
    ['a tool with the name of an inherited member', call('toString'), ['mcp']],
    ['a name in capitals', call('PAY'), ['mcp']],
    ['a name that is not a string', call(['pay']), ['mcp']],
    ['another method', { ...call('pay'), method: 'tools/list' }, ['mcp']],
    ['a call without parameters', { method: 'tools/call' }, ['mcp']],
    ['an empty batch', [], ['mcp']],
    ['no body at all', undefined, everything],
    ['a text', JSON.stringify(call('pay')), everything],
    ['a buffer', Buffer.from(JSON.stringify(call('pay'))), everything],
    ['a batch with a text', [call('hello'), 'pay'], everything],
    ['a batch in a batch', [[call('hello')]], everything],
    ['a message with the member __proto__', JSON.parse('{"__proto__":{"method":"tools/call"}}'), everything],
    ['parameters with the member __proto__', JSON.parse(hidden), everything],
    ['the same in a batch', [call('hello'), JSON.parse(hidden)], everything],
    ['null', null, everything]
  ])(verifies('C-8', 'for %s require all scopes of it at once'), (_what, body, scopes) => {
    expect(scopesOf(guardFor('POST', body))).toEqual(scopes)
  })

  test('require the base scopes of a request that has no body', () => {
    expect(scopesOf(guardFor('GET', undefined))).toEqual(['mcp'])
    expect(scopesOf(guardFor('DELETE', null))).toEqual(['mcp'])
    expect(scopesOf(guardFor('DELETE', call('pay')))).toEqual(['mcp', 'pay'])
  })

  test('lists every guard that a request can need', () => {
    expect(guards.map((guard) => requiredScopes(guard)).flat()).toEqual(everything)
  })
})

describe('one guard for all requests', () => {
  test('is required in addition to the base scopes', () => {
    const { guardFor } = createCallGuard([base], pay)
    expect(scopesOf(guardFor('GET', undefined))).toEqual(['mcp', 'pay'])
    expect(scopesOf(guardFor('POST', call('hello')))).toEqual(['mcp', 'pay'])
    expect(scopesOf(createCallGuard([], refund).guardFor('POST', {}))).toEqual(['refund'])
  })
})

test('without base scopes and guards, a request requires nothing but a token', () => {
  expect(createCallGuard([], {}).guardFor('POST', call('pay'))).toBeUndefined()
  expect(createCallGuard([], { pay: requireRoles('admin') }).guardFor('POST', call('hello'))).toBeUndefined()
})

test.each([
  [{ pay: 'mcp:pay' }],
  [{ pay: { kind: 'scopes', all: ['pay'] } }],
  [{ pay: undefined }],
  [() => undefined]
])('a requirement that is not a guard throws a ConfigurationError', (requirement) => {
  expect(() => createCallGuard([base], requirement as never)).toThrow('not a guard')
})
