/** @typedef {import('./settings.mjs').Settings} Settings */

/**
 * The same settings for who has less time: no comparison takes more rounds, or much longer, than this. The
 * spread that is reported beside each figure then says what the haste has cost.
 *
 * @param {Settings} settings
 * @param {number} seconds At most so many for a comparison.
 * @returns {Settings}
 */
export function capPatience(settings, seconds) {
  /** @type {(value: unknown) => unknown} */
  const cap = (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        if (name === 'minRounds') return [name, Math.min(Number(member), 3)]
        return [
          name,
          name === 'seconds' && 'minRounds' in value ? Math.min(Number(member), seconds) : cap(member)
        ]
      })
    )
  }
  return /** @type {Settings} */ (cap(settings))
}
