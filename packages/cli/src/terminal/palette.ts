import picocolors from 'picocolors'

/** Styles a piece of text. */
export type Paint = (text: string) => string

/** The styles of the output, named by meaning. */
export interface Palette {
  readonly good: Paint
  readonly doubtful: Paint
  readonly bad: Paint
  readonly faint: Paint
  readonly strong: Paint
  readonly code: Paint
}

/** Creates a palette; with `colors` false every style returns the text unchanged. */
export function createPalette(colors: boolean): Palette {
  const paints = picocolors.createColors(colors)
  return {
    good: paints.green,
    doubtful: paints.yellow,
    bad: paints.red,
    faint: paints.dim,
    strong: paints.bold,
    code: paints.cyan
  }
}

/** Styles text line by line, so that no color continues into the next line. */
export function paintLines(text: string, paint: Paint): string {
  return text
    .split('\n')
    .map((line) => paint(line))
    .join('\n')
}
