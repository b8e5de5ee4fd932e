import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

/** Wraps text to a width; words longer than it (URLs) are broken. */
export function wrapText(text: string, width: number): readonly string[] {
  return wrapAnsi(text, Math.max(width, 10), { hard: true, trim: true }).split('\n')
}

/** Breaks a line that is too long, wherever that is; blanks in front of it stay. */
export function breakLine(line: string, width: number): readonly string[] {
  return wrapAnsi(line, Math.max(width, 10), { hard: true, trim: false, wordWrap: false }).split('\n')
}

/** Text behind a label: the first line follows it, further lines line up under the first. */
export function hang(label: string, text: string, columns: number): string {
  const indent = stringWidth(label)
  const [first = '', ...rest] = wrapText(text, columns - indent)
  return [`${label}${first}`, ...rest.map((line) => `${' '.repeat(indent)}${line}`)].join('\n')
}

/** Pads with blanks up to a width in terminal columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)))
}
