/** Decides where signatures are verified in a process that has one core. */
export interface SingleCore {
  /** Whether no bad signature has come for a while: then the main thread verifies. */
  isCalm(): boolean
  /** Is told what the main thread has found. */
  note(isSigned: boolean): void
  /**
   * Has the thread pool verify, in its turn: first come, first served. As many can wait as there are
   * requests, which the server bounds.
   *
   * @param verify Begins; what fails keeps nobody waiting.
   * @returns What `verify` promises.
   */
  enqueue(verify: () => Promise<boolean>): Promise<boolean>
}

/** After so many good signatures in a row, it is calm again. */
const CALM_AFTER = 100

/**
 * How many signatures the pool verifies at once. Two leave half of the core and more to callers that are
 * known, where three left less at times, and refuse a flood nearly as fast.
 */
const AT_ONCE = 2

/**
 * Makes the decision for a process that has one core. A thread of the pool gains nothing there, and costs the
 * way there and back: while signatures are good, they are verified where they come. But callers that are
 * known would wait for their turn behind a flood of bad ones: from the first of these until a good while
 * after the last, the pool verifies a few at once, and the event loop goes on beside it.
 *
 * @returns The decision.
 */
export function createSingleCore(): SingleCore {
  // The first that waits stands last in `nextOnes`. To shift a long array would move all of it each time.
  let nextOnes: (() => void)[] = []
  let latestOnes: (() => void)[] = []
  let underWay = 0
  let untilCalm = 0

  function note(isSigned: boolean): void {
    untilCalm = isSigned ? Math.max(0, untilCalm - 1) : CALM_AFTER
  }

  /** Whoever waits takes the place of the one that has ended, before anybody else can. */
  function leave(): void {
    if (nextOnes.length === 0) {
      nextOnes = latestOnes.toReversed()
      latestOnes = []
    }
    const enterNext = nextOnes.pop()
    if (enterNext === undefined) underWay -= 1
    else enterNext()
  }

  async function enter(): Promise<void> {
    if (underWay < AT_ONCE) underWay += 1
    else await new Promise<void>((resolve) => latestOnes.push(resolve))
  }

  return {
    isCalm: () => untilCalm === 0,
    note,
    async enqueue(verify) {
      await enter()
      try {
        const isSigned = await verify()
        note(isSigned)
        return isSigned
      } finally {
        leave()
      }
    }
  }
}
