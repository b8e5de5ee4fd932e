import { execFile, type ExecFileOptions } from 'node:child_process'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/** Longest that one command of npm may take. */
const DEADLINE_MILLISECONDS = 240_000

/** Runs npm in a folder, as a person would, and returns what it prints. */
export async function npm(args: readonly string[], folder: string): Promise<string> {
  return run('npm', args, { cwd: folder, env: ownEnvironment() })
}

/** Runs a Node.js program to its end and returns what it prints; rejects with that when it fails. */
export async function node(args: readonly string[], folder: string): Promise<string> {
  return run(process.execPath, args, { cwd: folder })
}

async function run(file: string, args: readonly string[], options: ExecFileOptions): Promise<string> {
  try {
    const bounds = { encoding: 'utf8', timeout: DEADLINE_MILLISECONDS } as const
    const { stdout } = await execute(file, [...args], { ...options, ...bounds })
    return stdout
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string }
    throw new Error(`${file} ${args.join(' ')} failed:\n${stdout}${stderr}`, { cause: error })
  }
}

/** Without what an outer `npm test` says about its own project. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^npm_(package|lifecycle|command|config_(local_prefix|prefix|workspaces?$))/
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)))
}
