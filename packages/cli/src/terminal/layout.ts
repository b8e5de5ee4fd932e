import type { Palette } from './palette.ts'
import { columnsOf, paletteOf, type Terminal } from './terminal.ts'

/** How text is set. */
export interface Layout {
  readonly columns: number
  readonly palette: Palette
}

/** The layout that a terminal asks for. */
export function layoutOf(terminal: Terminal): Layout {
  return { columns: columnsOf(terminal), palette: paletteOf(terminal, 'output') }
}
