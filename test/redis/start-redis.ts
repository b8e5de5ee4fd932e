import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { connect } from 'node:net'
import { findFreePort } from '../programs/free-port.ts'

/** A real Redis server on loopback, for one test file. */
export interface RedisServer {
  readonly port: number
  /** Stops the process with SIGSTOP: connections stay open, nothing answers. */
  pause(): void
  /** Lets it go on. */
  resume(): void
  /** Ends it; connections are refused from then on. */
  stop(): Promise<void>
  /** Starts it again on the same port, empty. */
  start(): Promise<void>
  /** Ends it and removes its folder. */
  close(): Promise<void>
}

/** Starts `redis-server` of Debian, without persistence. */
export async function startRedis(...settings: readonly string[]): Promise<RedisServer> {
  const port = await findFreePort()
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-redis-'))
  let server: ChildProcess | undefined
  const start = async (): Promise<void> => {
    const words = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
    server = spawn('redis-server', [...words, '--dir', folder, ...settings], { stdio: 'ignore' })
    await untilItListens(port)
  }
  const stop = async (): Promise<void> => {
    const running = server
    server = undefined
    if (running === undefined) return
    const ended = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGKILL')
    await ended
  }
  await start()
  return {
    port,
    pause: () => void server?.kill('SIGSTOP'),
    resume: () => void server?.kill('SIGCONT'),
    start,
    stop,
    async close() {
      await stop()
      await rm(folder, { recursive: true, force: true })
    }
  }
}

async function untilItListens(port: number): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (await accepts(port)) return
    await wait(50)
  }
  throw new Error('redis-server did not start within 20 seconds')
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const finish = (open: boolean): void => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => finish(true))
    socket.once('error', () => finish(false))
  })
}
