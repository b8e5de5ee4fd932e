import type { Terminal } from './terminal.ts'

/** Tells a person what is going on while they wait. */
export interface Progress {
  /** Shows what has begun. */
  show(step: string): void
  /** Removes what was shown. */
  clear(): void
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MILLISECONDS = 90
const ERASE_LINE = '\r\u001B[2K'
const SILENT: Progress = { show: () => undefined, clear: () => undefined }

/** One moving line on standard error; nothing at all when that is no terminal. */
export function createProgress(terminal: Terminal): Progress {
  if (terminal.errors.isTTY !== true || terminal.environment['TERM'] === 'dumb') return SILENT
  const { errors } = terminal
  let timer: NodeJS.Timeout | undefined
  let frame = 0
  const clear = () => {
    clearInterval(timer)
    timer = undefined
    errors.write(ERASE_LINE)
  }
  const show = (step: string) => {
    clearInterval(timer)
    const draw = () => {
      frame = (frame + 1) % FRAMES.length
      errors.write(`${ERASE_LINE}${FRAMES[frame] ?? ''} ${step} …`)
    }
    draw()
    timer = setInterval(draw, FRAME_MILLISECONDS)
    timer.unref()
  }
  return { show, clear }
}
