import picocolors from 'picocolors'

/** Paints a piece of text. */
export type Paint = (text: string) => string

/** The few styles that our output uses, named for what they mean. */
export interface Palette {
  readonly good: Paint
  readonly doubtful: Paint
  readonly bad: Paint
  readonly faint: Paint
  readonly strong: Paint
  readonly code: Paint
}

/** The palette; with `colours` false every style leaves text as it is. */
export function createPalette(colours: boolean): Palette {
  const paints = picocolors.createColors(colours)
  return {
    good: paints.green,
    doubtful: paints.yellow,
    bad: paints.red,
    faint: paints.dim,
    strong: paints.bold,
    code: paints.cyan
  }
}
