import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

/** Wraps text to a width; breaks words that are longer, such as URLs. */
export function wrapText(text: string, width: number): readonly string[] {
  return wrapAnsi(text, Math.max(width, 10), { hard: true, trim: true }).split('\n')
}

/** Breaks a line that is too long, also inside words; keeps leading spaces. */
export function breakLine(line: string, width: number): readonly string[] {
  return wrapAnsi(line, Math.max(width, 10), { hard: true, trim: false, wordWrap: false }).split('\n')
}

/** Writes text after a label; all lines after the first are indented to its start. */
export function hang(label: string, text: string, columns: number): string {
  const indent = stringWidth(label)
  const [first = '', ...rest] = wrapText(text, columns - indent)
  return [`${label}${first}`, ...rest.map((line) => `${' '.repeat(indent)}${line}`)].join('\n')
}

/** Pads text with spaces to a width in terminal columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)))
}
