import type { Terminal } from './terminal.ts'

/** Shows the current step to a person who waits. */
export interface Progress {
  /** Shows a step. */
  show(step: string): void
  /** Removes what was shown. */
  clear(): void
}

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const FRAME_MILLISECONDS = 90
const ERASE_LINE = '\r\u001B[2K'
const SILENT: Progress = { show: () => undefined, clear: () => undefined }

/** Creates one moving line on standard error; shows nothing if that is not a terminal. */
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
