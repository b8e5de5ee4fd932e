import type { ContractRow, ContractSubject } from './contract-row.ts'
import type { SharedStores } from './shared-stores.ts'
import { INTROSPECTION_CONTRACT } from './introspection-contract.ts'
import { REPLAY_CONTRACT } from './replay-contract.ts'
import { REVOCATION_CONTRACT } from './revocation-contract.ts'

/** One test of the contract. */
export interface ContractTest {
  /** What the store must do. */
  readonly title: string
  /** Runs the test; rejects with an `Error` that says what the store did instead. */
  readonly run: () => Promise<void>
}

/**
 * The tests that a store of your own must pass, for any test runner:
 *
 * ```
 * for (const { title, run } of storeContract('replays', open)) test(title, run)
 * ```
 *
 * They use random keys, so the data need not be empty. They take about 3 seconds. They do not test the
 * deadline: make sure that each call settles within it if your server hangs.
 *
 * @param kind Which store.
 * @param open Opens it twice; called once for each test.
 * @returns The tests.
 */
export function storeContract<Kind extends keyof SharedStores>(
  kind: Kind,
  open: () => ContractSubject<Kind> | Promise<ContractSubject<Kind>>
): readonly ContractTest[] {
  return CONTRACTS[kind].map(({ title, check }) => ({
    title,
    run: async () => check(await open())
  }))
}

const CONTRACTS: { readonly [Kind in keyof SharedStores]: readonly ContractRow<Kind>[] } = {
  replays: REPLAY_CONTRACT,
  revocations: REVOCATION_CONTRACT,
  introspections: INTROSPECTION_CONTRACT
}
