import type { Readable, Writable } from 'node:stream'
import { createPalette, type Palette } from './palette.ts'

/** The streams and the environment of a command. */
export interface Terminal {
  readonly input: Readable & { readonly isTTY?: boolean | undefined }
  readonly output: Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number | undefined }
  readonly errors: Writable & { readonly isTTY?: boolean | undefined }
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Longer lines are hard to read, even if the window is wider. */
const WIDEST = 100
const NARROWEST = 40
const USUAL = 80

const OFF = new Set(['0', 'false'])

/** Returns how many columns to fill: those of the window from 40 to 100, 80 if output is not a terminal. */
export function columnsOf(terminal: Terminal): number {
  return Math.max(NARROWEST, Math.min(terminal.output.columns ?? USUAL, WIDEST))
}

/**
 * Returns the palette of a stream: colors if it is a terminal. `NO_COLOR` and `FORCE_COLOR` override that
 * (no-color.org); `0` and `false` in `FORCE_COLOR` switch colors off.
 */
export function paletteOf(terminal: Terminal, stream: 'output' | 'errors'): Palette {
  const { NO_COLOR: never = '', FORCE_COLOR: forced = '', TERM: kind = '' } = terminal.environment
  const wanted = forced === '' ? terminal[stream].isTTY === true && kind !== 'dumb' : !OFF.has(forced)
  return createPalette(never === '' && wanted)
}

/** Writes an error message to standard error. */
export function printError(terminal: Terminal, message: string): void {
  terminal.errors.write(`${paletteOf(terminal, 'errors').bad('error:')} ${message}\n`)
}

/** Writes text and a line end to standard output. */
export function printLine(terminal: Terminal, text: string): void {
  terminal.output.write(`${text}\n`)
}
