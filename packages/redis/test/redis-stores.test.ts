import { describe, expect, test } from 'vitest'
import {
  redisStores,
  RedisUnavailableError,
  type RedisStoresOptions,
  type SendCommand
} from '../src/index.ts'

const send: SendCommand = async () => 'OK'

describe('redisStores() throws for', () => {
  test.each<[string, object, RegExp]>([
    ['options without send', {}, /"send" must be a function/],
    ['a client instead of its function', { send: {} }, /"send" must be a function/],
    ['an unknown option', { send, deadline: 5 }, /no option "deadline"/],
    ['an empty prefix', { send, prefix: '' }, /"prefix"/],
    ['a prefix with a space', { send, prefix: 'a b' }, /"prefix"/],
    ['a prefix that is not a string', { send, prefix: 5 }, /"prefix"/],
    ['a deadline of 0', { send, deadlineSeconds: 0 }, /"deadlineSeconds"/],
    ['a deadline in milliseconds', { send, deadlineSeconds: 500 }, /"deadlineSeconds"/],
    ['a deadline that is not a number', { send, deadlineSeconds: Number.NaN }, /"deadlineSeconds"/]
  ])('%s', (_, options, message) => {
    expect(() => redisStores(options as RedisStoresOptions)).toThrow(message)
  })
})

/** The reason that adding a key fails for, over a client that does this. */
async function reasonOver(fails: SendCommand): Promise<string> {
  const { replays } = redisStores({ send: fails, deadlineSeconds: 0.05 })
  const error: unknown = await Promise.resolve(replays.add('key', 5_000_000_000)).then(
    () => undefined,
    (rejected: unknown) => rejected
  )
  if (!(error instanceof RedisUnavailableError)) throw new Error('it did not fail as it must')
  expect(error.message).toBe(`Redis is unavailable: ${error.reason}`)
  expect(error.cause).toBeUndefined()
  return error.reason
}

describe('a store rejects with the reason', () => {
  test.each<[string, SendCommand]>([
    ['timeout', () => new Promise(() => undefined)],
    ['timeout', () => new Promise((resolve) => setTimeout(resolve, 200, 'OK'))],
    ['connection', () => Promise.reject(new Error('The client is closed'))],
    ['connection', () => Promise.reject(Object.assign(new Error(''), { code: 'ECONNREFUSED' }))],
    [
      'connection',
      () => {
        throw new TypeError('x')
      }
    ],
    ['OOM', () => Promise.reject(new Error("OOM command not allowed when used memory > 'maxmemory'."))],
    ['READONLY', () => Promise.reject(new Error("-READONLY You can't write against a read only replica."))],
    ['NOAUTH', () => Promise.reject(new Error('NOAUTH Authentication required.'))],
    ['ERR', () => Promise.reject(new Error("ERR unknown command 'SET', with args beginning with: 'secret'"))],
    ['reply', async () => 5]
  ])('%s', async (reason, fails) => {
    expect(await reasonOver(fails)).toBe(reason)
  })
})

test('a late reply of a client that rejects after the deadline is not an unhandled rejection', async () => {
  const late: SendCommand = () => new Promise((_, reject) => setTimeout(reject, 100, new Error('late')))
  expect(await reasonOver(late)).toBe('timeout')
  await new Promise((resolve) => setTimeout(resolve, 120))
})

test.each<[string, unknown]>([
  ['is not a list', 'x'],
  ['has an entry that is not a list', ['x']],
  ['has an entry without fields', [['1-1']]],
  ['has an entry without a key', [['1-1', ['u', '5']]]],
  ['has an entry without an end', [['1-1', ['k', 'jti 1']]]],
  ['has an entry with an invalid moment', [['1-1', ['k', 'jti 1', 'u', '5', 'i', 'x']]]]
])('reading the revocations rejects with "reply" if the reply %s', async (_, reply) => {
  const { revocations } = redisStores({ send: async () => reply })
  await expect(revocations.read()).rejects.toMatchObject({ reason: 'reply' })
})

test('reading an introspection answer rejects with "reply" if the reply is not a string', async () => {
  const { introspections } = redisStores({ send: async () => 5 })
  await expect(introspections.get('key')).rejects.toMatchObject({ reason: 'reply' })
})
