/** Tells the exit code of a command that has run. */
export type Finish = (exitCode: number) => void
