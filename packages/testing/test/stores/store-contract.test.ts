import { describe, expect, test } from 'vitest'
import { createTestStores, storeContract, type SharedStores } from '../../src/index.ts'

const KINDS = ['replays', 'revocations', 'introspections'] as const

describe.each(KINDS)('the %s of createTestStores()', (kind) => {
  const stores = createTestStores()
  test.each(storeContract(kind, () => ({ one: stores[kind], other: stores[kind] })))(
    '$title',
    async ({ run }) => {
      await expect(run()).resolves.toBeUndefined()
    }
  )
})

/** Fails the contract in some way, each. */
const BROKEN: readonly [string, (stores: SharedStores) => Partial<SharedStores>][] = [
  ['a replay store that is always new', () => ({ replays: { add: () => true } })],
  [
    'a replay store that truncates keys',
    ({ replays }) => ({ replays: { add: (key, until) => replays.add(key.slice(0, 100), until) } })
  ],
  [
    'a list that loses what it appends',
    ({ revocations }) => ({
      revocations: { append: async () => undefined, read: (from) => revocations.read(from) }
    })
  ],
  [
    'a list that ignores positions',
    ({ revocations }) => ({
      revocations: { append: (entry) => revocations.append(entry), read: () => revocations.read() }
    })
  ],
  [
    'an answer that never expires',
    ({ introspections }) => ({
      introspections: {
        get: (key) => introspections.get(key),
        set: (key, value) => introspections.set(key, value, Date.now())
      }
    })
  ]
]

test.each(BROKEN)('the contract fails for %s', async (_, breakStores) => {
  const stores = createTestStores()
  const broken = { ...stores, ...breakStores(stores) }
  const tests = KINDS.flatMap((kind) => {
    const store = { one: broken[kind], other: broken[kind] }
    return storeContract<typeof kind>(kind, () => store)
  })
  const runs = await Promise.allSettled(tests.map(({ run }) => run()))
  expect(runs.some(({ status }) => status === 'rejected')).toBe(true)
  expect(runs.some(({ status }) => status === 'fulfilled')).toBe(true)
})

test.each(['down', 'hanging'] as const)(
  'stores that are %s do no work until they are repaired',
  async (fault) => {
    const stores = createTestStores()
    stores.setFault(fault)
    const adding = stores.replays.add('key', Date.now() / 1000 + 60)
    const outcome = await Promise.race([
      Promise.resolve(adding).then(
        () => 'done',
        () => 'down'
      ),
      new Promise((resolve) => setTimeout(resolve, 50, 'hanging'))
    ])
    expect(outcome).toBe(fault)
    stores.setFault(undefined)
    expect(await stores.replays.add('key', Date.now() / 1000 + 60)).toBe(true)
  }
)

test('flush() drops every entry, and old positions start from the beginning', async () => {
  const stores = createTestStores()
  const until = Date.now() / 1000 + 60
  await stores.replays.add('key', until)
  await stores.introspections.set('key', '{}', until)
  await stores.revocations.append({ key: 'jti 1', untilSeconds: until })
  const { position } = await stores.revocations.read()
  stores.flush()
  await stores.revocations.append({ key: 'jti 2', untilSeconds: until })
  expect(await stores.replays.add('key', until)).toBe(true)
  expect(await stores.introspections.get('key')).toBeUndefined()
  expect((await stores.revocations.read(position)).entries).toMatchObject([{ key: 'jti 2' }])
})
