/** One less than libuv has threads unless told otherwise: names and files are looked up there, too. */
const BUNCH = 3

/** Runs work that others compute, now or when its turn comes. */
export type Run = <T>(work: () => Promise<T>) => Promise<T>

/**
 * Makes a queue for work that the thread pool computes. Where the process has a single core, the threads of
 * the pool take it from the event loop, and a flood of bad signatures would leave a fifth of it for everybody
 * who is known. There the work goes out in bunches, and between two of them the event loop has its turn. On
 * more cores everything goes out at once.
 *
 * @param cores How many cores the process may use.
 * @param nextTurn Calls back after the event loop has looked for what else there is to do.
 * @returns The queue: first come, first served; what fails keeps nobody waiting.
 */
export function createBunches(cores: number, nextTurn: (begin: () => void) => void): Run {
  if (cores > 1) return (work) => work()
  const waiting: (() => void)[] = []
  let underWay = 0

  function start<T>(work: () => Promise<T>): Promise<T> {
    underWay += 1
    const working = work()
    working.then(finish, finish)
    return working
  }

  function finish(): void {
    underWay -= 1
    if (underWay === 0 && waiting.length > 0) nextTurn(startBunch)
  }

  function startBunch(): void {
    for (const begin of waiting.splice(0, BUNCH)) begin()
  }

  return (work) => {
    if (underWay < BUNCH && waiting.length === 0) return start(work)
    return new Promise((resolve) => void waiting.push(() => resolve(start(work))))
  }
}
