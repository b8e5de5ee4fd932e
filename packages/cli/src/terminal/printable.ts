// Everything that could move the cursor, change colours, reverse text or hide in it. A server chooses these bytes.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

/** How long a value from outside may get on the screen, in characters. */
const LONGEST_VALUE = 300

/** Makes text from outside safe for a terminal: control and format characters become `?`, long text is cut. */
export function printable(text: string): string {
  const safe = text.replaceAll(UNPRINTABLE, '?')
  return safe.length > LONGEST_VALUE ? `${safe.slice(0, LONGEST_VALUE)}…` : safe
}

/** Writes a value as JSON that is as safe for a terminal, and says the same: such characters are escaped. */
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
