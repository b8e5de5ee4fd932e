// Characters that move the cursor, change colors, reverse text or are invisible. A server can send them.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

/** Maximum length of a value from outside on the screen, in characters. */
const LONGEST_VALUE = 300

/** Makes text from outside safe for a terminal: replaces control and format characters by `?`, cuts long text. */
export function printable(text: string): string {
  const safe = text.replaceAll(UNPRINTABLE, '?')
  return safe.length > LONGEST_VALUE ? `${safe.slice(0, LONGEST_VALUE)}…` : safe
}

/** Writes a value as JSON; escapes the characters that `printable` replaces. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => line.replaceAll(UNPRINTABLE, escapeUnits))
    .join('\n')
}

function escapeUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
