import type { Palette } from './palette.ts'
import { columnsOf, paletteOf, type Terminal } from './terminal.ts'

/** Width and styles of the output. */
export interface Layout {
  readonly columns: number
  readonly palette: Palette
}

/** Returns the layout for a terminal. */
export function layoutOf(terminal: Terminal): Layout {
  return { columns: columnsOf(terminal), palette: paletteOf(terminal, 'output') }
}
