import { type Program, startProgram } from '../../../test/programs/start-program.ts'
import { findFreePort } from '../../../test/programs/free-port.ts'

/** The demo as a program of its own. */
export interface RunningDemo {
  readonly program: Program
  readonly page: string
  readonly issuer: string
  readonly express: string
  readonly fastify: string
}

/** Starts the demo without npm, on ports that are free; further arguments go to it as they are. */
export async function startDemo(...args: string[]): Promise<RunningDemo> {
  const port = await findFreePort()
  const command = [process.execPath, 'src/main.mjs', '--port', String(port), ...args]
  return describeDemo(await startProgram(command, { folder: 'examples/pkce-demo', readyWhen: READY }))
}

/** What the demo prints last. */
export const READY: RegExp = /Ctrl-C ends everything/

/** Reads the addresses from what the demo printed. */
export function describeDemo(program: Program): RunningDemo {
  return {
    program,
    page: readAddress(program, 'Page'),
    issuer: readAddress(program, 'Authorization server'),
    express: readAddress(program, 'Express API'),
    fastify: readAddress(program, 'Fastify API')
  }
}

function readAddress(program: Program, label: string): string {
  const address = new RegExp(`^  ${label} +(http\\S+)$`, 'm').exec(program.output())?.[1]
  if (address === undefined) throw new Error(`the demo printed no address for "${label}"`)
  return address
}
