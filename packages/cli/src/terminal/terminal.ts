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

const REFUSALS = new Set(['0', 'false'])

/** How many columns to fill: those of the window between 40 and 100, and 80 when output is no terminal. */
export function columnsOf(terminal: Terminal): number {
  return Math.max(NARROWEST, Math.min(terminal.output.columns ?? USUAL, WIDEST))
}

/**
 * Colours where the stream is a terminal; `NO_COLOR` and `FORCE_COLOR` decide otherwise (no-color.org), the
 * latter with `0` and `false` against them.
 */
export function paletteOf(terminal: Terminal, stream: 'output' | 'errors'): Palette {
  const { NO_COLOR: never = '', FORCE_COLOR: forced = '', TERM: kind = '' } = terminal.environment
  const wanted = forced === '' ? terminal[stream].isTTY === true && kind !== 'dumb' : !REFUSALS.has(forced)
  return createPalette(never === '' && wanted)
}

/** Writes a complaint to standard error. */
export function printError(terminal: Terminal, message: string): void {
  terminal.errors.write(`${paletteOf(terminal, 'errors').bad('error:')} ${message}\n`)
}

/** Writes one piece of text and its line end. */
export function printLine(terminal: Terminal, text: string): void {
  terminal.output.write(`${text}\n`)
}
