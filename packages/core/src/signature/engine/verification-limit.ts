/** A signature to verify elsewhere: that begins, and says when it has ended and whether the signature is good. */
export interface Verification {
  begin(end: (isSigned: boolean) => void): void
  /** Is told where it could not even begin. */
  fail(error: unknown): void
}

/** After so many good signatures in a row, there is no limit any more. */
const CALM_AFTER = 100

/**
 * Limits how many signatures are verified at once, from the first bad one until a good while after the last;
 * the others wait.
 *
 * @param atOnce How many.
 * @returns Where to queue: first come, first served; what fails keeps nobody waiting. As many can wait as
 *   there are requests, which the server bounds.
 */
export function createVerificationLimit(atOnce: number): (verification: Verification) => void {
  // The first that waits stands last in `nextOnes`. To shift a long array would move all of it each time.
  let nextOnes: Verification[] = []
  let latestOnes: Verification[] = []
  let underWay = 0
  let untilCalm = 0

  function start(verification: Verification): void {
    underWay += 1
    try {
      verification.begin(end)
    } catch (error) {
      underWay -= 1
      verification.fail(error)
    }
  }

  function end(isSigned: boolean): void {
    underWay -= 1
    untilCalm = isSigned ? Math.max(0, untilCalm - 1) : CALM_AFTER
    while (isFree()) {
      const next = takeNext()
      if (next === undefined) return
      start(next)
    }
  }

  function takeNext(): Verification | undefined {
    if (nextOnes.length === 0) {
      nextOnes = latestOnes.toReversed()
      latestOnes = []
    }
    return nextOnes.pop()
  }

  function isFree(): boolean {
    return untilCalm === 0 || underWay < atOnce
  }

  return (verification) => {
    if (isFree()) start(verification)
    else latestOnes.push(verification)
  }
}

/**
 * Says how many signatures may be verified at once while bad ones come. Where the process has a single core,
 * the threads of the pool take it from the event loop: a flood of bad signatures would leave a quarter of the
 * server to callers that are known. Three at once leave them half, and a fourth thread, of those that libuv
 * has by default, to whoever looks up names or files. While signatures are good there is no limit, since it
 * costs throughput; nor where there are more cores, since the event loop then has one for itself.
 *
 * @param cores How many cores the process may use.
 * @returns The limit.
 */
export function atOnceOn(cores: number): number {
  return cores === 1 ? 3 : Infinity
}
