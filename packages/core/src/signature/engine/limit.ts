/** Work that others compute: it begins, and says when it has ended and whether it was worth it. */
export interface Work {
  begin(end: (isWorthIt: boolean) => void): void
  /** Is told where it could not even begin. */
  fail(error: unknown): void
}

/** After so much work that was worth it, there is no limit any more. */
const CALM_AFTER = 100

/**
 * Limits how much work is under way at once, from the first that was not worth it until a good while after
 * the last; the rest waits.
 *
 * @param atOnce How much.
 * @returns Where to queue: first come, first served; what fails keeps nobody waiting.
 */
export function createLimit(atOnce: number): (work: Work) => void {
  const waiting: Work[] = []
  let underWay = 0
  let untilCalm = 0

  function start(work: Work): void {
    underWay += 1
    try {
      work.begin(end)
    } catch (error) {
      underWay -= 1
      work.fail(error)
    }
  }

  function end(isWorthIt: boolean): void {
    underWay -= 1
    untilCalm = isWorthIt ? Math.max(0, untilCalm - 1) : CALM_AFTER
    while (isFree()) {
      const next = waiting.shift()
      if (next === undefined) return
      start(next)
    }
  }

  function isFree(): boolean {
    return untilCalm === 0 || underWay < atOnce
  }

  return (work) => {
    if (isFree()) start(work)
    else waiting.push(work)
  }
}

/**
 * Says how many bad signatures may be under way at once. Where the process has a single core, the threads of
 * the pool take it from the event loop: a flood of bad signatures would leave a quarter of the server to
 * callers that are known. Three at once leave them half, and a fourth thread, of those that libuv has by
 * default, to whoever looks up names or files. While signatures are good there is no limit, since it costs
 * throughput; nor where there are more cores, since the event loop then has one for itself.
 *
 * @param cores How many cores the process may use.
 * @returns The limit.
 */
export function atOnceOn(cores: number): number {
  return cores === 1 ? 3 : Infinity
}
