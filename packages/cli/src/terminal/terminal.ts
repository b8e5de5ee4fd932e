import type { Readable, Writable } from 'node:stream'
import { createPalette, type Palette } from './palette.ts'

/** What a command may touch of the world around it; tests give their own. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean | undefined }
  readonly output: Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined }
  readonly errors: Writable & { readonly isTTY?: boolean | undefined }
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Widest text we set: longer lines are hard to read, even where the window is wider. */
const WIDEST = 100
const NARROWEST = 40
const USUAL = 80

/** How many columns to fill: those of the window between 40 and 100, and 80 when output is no terminal. */
export function columnsOf(terminal: Terminal): number {
  return Math.max(NARROWEST, Math.min(terminal.output.columns ?? USUAL, WIDEST))
}

/** Colours when the output is a terminal; `NO_COLOR` and `FORCE_COLOR` decide otherwise (no-color.org). */
export function paletteOf(terminal: Terminal): Palette {
  const { NO_COLOR: never = '', FORCE_COLOR: always = '', TERM: kind = '' } = terminal.environment
  const wanted = always !== '' && always !== '0' ? true : terminal.output.isTTY === true && kind !== 'dumb'
  return createPalette(never === '' && wanted)
}

/** Writes one piece of text and its line end. */
export function printLine(terminal: Terminal, text: string): void {
  terminal.output.write(`${text}\n`)
}
