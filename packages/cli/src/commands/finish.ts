/** Receives the exit code of a command. */
export type Finish = (exitCode: number) => void
