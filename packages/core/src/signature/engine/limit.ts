/** Work that others compute: it begins, and says when it has ended. */
export interface Work {
  begin(end: () => void): void
  /** Is told where it could not even begin. */
  fail(error: unknown): void
}

/**
 * Limits how much work is under way at once; the rest waits.
 *
 * @param atOnce How much.
 * @returns Where to queue: first come, first served; what fails keeps nobody waiting.
 */
export function createLimit(atOnce: number): (work: Work) => void {
  const waiting: Work[] = []
  let underWay = 0

  function start(work: Work): void {
    underWay += 1
    try {
      work.begin(end)
    } catch (error) {
      end()
      work.fail(error)
    }
  }

  function end(): void {
    underWay -= 1
    const next = waiting.shift()
    if (next !== undefined) start(next)
  }

  return (work) => {
    if (underWay < atOnce) start(work)
    else waiting.push(work)
  }
}
