const UNITS = [
  { unit: 'year', seconds: 31_557_600 },
  { unit: 'month', seconds: 2_629_800 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
  { unit: 'second', seconds: 1 }
] as const

const WORDS = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

// Rounded first, so that 59.6 seconds are a minute and not 60 seconds.
function unitFor(seconds: number) {
  const size = Math.abs(Math.round(seconds))
  return UNITS.find((candidate) => size >= candidate.seconds) ?? { unit: 'second' as const, seconds: 1 }
}

function isOnCalendar(seconds: number): boolean {
  return !Number.isNaN(new Date(seconds * 1000).getTime())
}

/**
 * Writes the distance of a moment from now: "3 minutes ago", "in 2 hours", "now". Both are seconds since
 * 1970. A token can name any number, also an infinite one; then only the direction is written.
 */
export function describeMoment(moment: number, now: number): string {
  const difference = moment - now
  if (!isOnCalendar(moment)) return difference > 0 ? 'in the far future' : 'in the distant past'
  if (Math.abs(difference) < 1) return 'now'
  const { unit, seconds } = unitFor(difference)
  return WORDS.format(Math.round(difference / seconds), unit)
}

/** Writes seconds as words: "5 minutes", "36 hours", "1 day"; "an endless time" if no calendar holds it. */
export function describeDuration(seconds: number): string {
  if (!isOnCalendar(seconds)) return 'an endless time'
  const whole = Math.round(seconds)
  const { unit, seconds: size } =
    UNITS.find((each) => whole >= each.seconds && whole % each.seconds === 0) ?? unitFor(whole)
  const count = Math.round((whole / size) * 10) / 10
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** Writes a moment in UTC: "2026-11-24 10:15:00 UTC"; the number itself if no calendar holds it. */
export function describeInstant(seconds: number): string {
  if (!isOnCalendar(seconds)) return String(seconds)
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}

/** Returns whether a date must be in milliseconds: in seconds it would be after the year 5138. */
export function isInMilliseconds(seconds: unknown): boolean {
  return Number(seconds) > 100_000_000_000
}
