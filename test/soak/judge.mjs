/**
 * How a protected resource keeps keys, as `docs/keys.md` promises it. All in seconds.
 *
 * @typedef {object} Promises
 * @property {number} life Of a key set.
 * @property {number} refresh The latest moment of its life at which it is fetched again.
 * @property {number} stale How long after its life the last good set serves while the issuer is unreachable.
 * @property {number} fetch The longest that a fetch takes, metadata included.
 * @property {number} backOff The longest wait after a failure.
 * @property {number} budget How many fetches for unknown keys there are in immediate succession.
 * @property {number} refetch After how long there is one more.
 */

/**
 * When a key was published. One that was not removed is so at infinity.
 *
 * @typedef {object} PublishedKey
 * @property {number} publishedAt
 * @property {number} removedAt
 */

/**
 * What happened at an issuer: its keys, the spans in which nothing was wrong with it, and the moments of all
 * changes.
 *
 * @typedef {object} IssuerHistory
 * @property {(kid: string, at: number) => void} publish
 * @property {(kid: string, at: number) => void} remove
 * @property {(at: number) => void} failing
 * @property {(at: number) => void} healthy
 * @property {(kid: string) => PublishedKey} keyOf
 * @property {readonly { from: number; to: number }[]} healthySpans
 * @property {readonly number[]} changes
 */

/** @typedef {ReturnType<typeof createJudge>} Judge */

/**
 * Makes the history of an issuer that is healthy.
 *
 * @param {number} at
 * @returns {IssuerHistory}
 */
export function createHistory(at) {
  /** @type {Map<string, PublishedKey>} */
  const keys = new Map()
  /** @type {{ from: number; to: number }[]} */
  const healthySpans = [{ from: at, to: Infinity }]
  /** @type {number[]} */
  const changes = []
  const latest = () => healthySpans[healthySpans.length - 1] ?? { from: Infinity, to: Infinity }
  /** @param {string} kid */
  const keyOf = (kid) => {
    const key = keys.get(kid)
    if (key === undefined) throw new Error('the issuer never had this key')
    return key
  }
  return {
    healthySpans,
    changes,
    keyOf,
    publish(kid, now) {
      keys.set(kid, { publishedAt: now, removedAt: Infinity })
      changes.push(now)
    },
    remove(kid, now) {
      keyOf(kid).removedAt = now
      changes.push(now)
    },
    failing(now) {
      if (latest().to !== Infinity) return
      latest().to = now
      changes.push(now)
    },
    healthy(now) {
      if (latest().to === Infinity) return
      healthySpans.push({ from: now, to: Infinity })
      changes.push(now)
    }
  }
}

/**
 * Tells which statuses are right for tokens that are good but for the question of their key. It judges by
 * what is promised and by what happened at the issuer, and knows nothing of how the promise is kept.
 *
 * @param {IssuerHistory} history
 * @param {Promises} promises
 */
export function createJudge(history, promises) {
  const { life, refresh, stale, fetch, backOff, budget, refetch } = promises
  /** After so long without trouble everything is as if there never had been any. */
  const settled = Math.max(refresh, backOff) + fetch
  /**
   * Moments at which a token may have named a key that was unknown.
   *
   * @type {number[]}
   */
  const askedAt = []
  /**
   * When a token of a key was first seen to be served.
   *
   * @type {Map<string, number>}
   */
  const servedAt = new Map()

  /** @param {number} at */
  const healthySince = (at) => history.healthySpans.find(({ from, to }) => from <= at && at < to)?.from

  /** @param {number} at */
  const isSettled = (at) => at - (healthySince(at) ?? Infinity) >= settled

  /**
   * Whether the bucket may be empty: each token that was asked for may have taken one out.
   *
   * @param {number} at
   */
  function isBudgetSpent(at) {
    let level = budget
    let last = -Infinity
    for (const asked of askedAt.filter((each) => each <= at)) {
      level = Math.max(0, Math.min(budget, level + (asked - last) / refetch) - 1)
      last = asked
    }
    return Math.min(budget, level + (at - last) / refetch) < 1
  }

  /**
   * Whether a set that has the key is in hand: a token of it was served, or the set was fetched before the
   * end of a span of health that was long enough. And it has not come to its bound since.
   *
   * @param {string} kid @param {number} at
   */
  function isInHand(kid, at) {
    const { publishedAt } = history.keyOf(kid)
    if ((servedAt.get(kid) ?? Infinity) <= at && at < publishedAt + life + stale) return true
    return history.healthySpans.some(({ from, to }) => {
      const end = Math.min(to, at)
      const fetchedAt = end - refresh - fetch
      return from <= at && end - from >= settled && publishedAt <= fetchedAt && at < fetchedAt + life + stale
    })
  }

  /** @param {string} kid @param {number} at */
  function rightForPublished(kid, at) {
    if (isInHand(kid, at)) return [200]
    return [200, ...(isBudgetSpent(at) ? [401] : []), ...(isSettled(at) ? [] : [503])]
  }

  /** @param {PublishedKey} key @param {number} at */
  function rightForRemoved({ removedAt }, at) {
    const since = healthySince(at)
    const wasSettled = since !== undefined && removedAt - since >= settled
    const noticedAt = wasSettled
      ? removedAt + refresh + fetch
      : Math.max(removedAt, since ?? Infinity) + settled
    const isNoticed = at > noticedAt || at > removedAt + fetch + life + stale
    return [...(isNoticed ? [] : [200]), 401, ...(isSettled(at) ? [] : [503])]
  }

  /** @param {string} kid @param {number} at */
  function rightAt(kid, at) {
    const key = history.keyOf(kid)
    return at < key.removedAt ? rightForPublished(kid, at) : rightForRemoved(key, at)
  }

  /** @param {string} kid @param {number} at */
  const mayBeUnknown = (kid, at) => history.keyOf(kid).removedAt <= at || !isInHand(kid, at)

  /** @param {(at: number) => number[]} rightAtMoment @param {number} from @param {number} to */
  function rightBetween(rightAtMoment, from, to) {
    const changes = history.changes.filter((change) => from < change && change < to)
    return [...new Set([from, ...changes, to].flatMap(rightAtMoment))]
  }

  return {
    /**
     * Notes that a token is being presented whose key may be unknown.
     *
     * @param {number} at
     */
    noteAsked(at) {
      while ((askedAt[0] ?? Infinity) <= at - 100 * refetch) askedAt.shift()
      askedAt.push(at)
    },

    /**
     * Notes that a token of a key was served.
     *
     * @param {string} kid @param {number} at
     */
    noteServed(kid, at) {
      if (!servedAt.has(kid)) servedAt.set(kid, at)
    },

    mayBeUnknown,

    /**
     * The statuses that are right for a token that was presented and answered within a span.
     *
     * @param {string} kid @param {number} from @param {number} [to]
     * @returns {number[]}
     */
    right: (kid, from, to = from) => rightBetween((at) => rightAt(kid, at), from, to),

    /**
     * The statuses that are right for a token whose key was never published.
     *
     * @param {number} from @param {number} [to]
     * @returns {number[]}
     */
    rightForStranger: (from, to = from) =>
      rightBetween((at) => (isSettled(at) ? [401] : [401, 503]), from, to)
  }
}
