import type { SharedStores } from './shared-stores.ts'

/** The stores to test, as two processes see them: what one of them adds is there for the other. */
export interface ContractSubject<Kind extends keyof SharedStores> {
  /** The store of one process. */
  readonly one: SharedStores[Kind]
  /** The store of another process, over the same data. */
  readonly other: SharedStores[Kind]
}

/** One row of the contract. */
export interface ContractRow<Kind extends keyof SharedStores> {
  readonly title: string
  readonly check: (subject: ContractSubject<Kind>) => Promise<void>
}
