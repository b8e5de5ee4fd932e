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

/** A moment seen from another: "3 minutes ago", "in 2 hours", "now". Both in seconds since 1970. */
export function describeMoment(moment: number, now: number): string {
  const difference = moment - now
  if (Math.abs(difference) < 1) return 'now'
  const { unit, seconds } = unitFor(difference)
  return WORDS.format(Math.round(difference / seconds), unit)
}

/** A length of time in words: "5 minutes", "36 hours", "1 day". */
export function describeDuration(seconds: number): string {
  const whole = Math.round(seconds)
  const { unit, seconds: size } =
    UNITS.find((each) => whole >= each.seconds && whole % each.seconds === 0) ?? unitFor(whole)
  const count = Math.round((whole / size) * 10) / 10
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** A moment in UTC, to the second: "2026-11-24 10:15:00 UTC"; the number itself when no calendar can show it. */
export function describeInstant(seconds: number): string {
  const date = new Date(seconds * 1000)
  if (Number.isNaN(date.getTime())) return String(seconds)
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
