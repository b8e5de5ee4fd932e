import type { Paint } from './palette.ts'

/** Paints text line by line, so that no colour runs into the margin of the next line. */
export function paintLines(text: string, paint: Paint): string {
  return text
    .split('\n')
    .map((line) => paint(line))
    .join('\n')
}
