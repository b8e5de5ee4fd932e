// Everything that could move the cursor, change colours, reverse text or hide in it. A server chooses these bytes.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu

/** How long a value from outside may get on the screen, in characters. */
const LONGEST_VALUE = 300

/** Makes text from outside safe for a terminal: control and format characters become `?`, long text is cut. */
export function printable(text: string): string {
  const safe = text.replaceAll(UNPRINTABLE, '?')
  return safe.length > LONGEST_VALUE ? `${safe.slice(0, LONGEST_VALUE)}…` : safe
}
