import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT, runProgram, startProgram, type Program } from '../start-program.ts'
import { startProviders, type ProviderAnswers, type Providers } from './start-providers.ts'

/** The folder of a new user, whose programs reach a provider under its own name. */
export interface ProviderFolder {
  readonly providers: Providers
  write(file: string, text: string): void
  /** Runs commands as the shell of the user. The command line is the one that is built. */
  run(commands: string): ReturnType<typeof runProgram>
  /** Starts a program, and returns it with its origin once it listens. */
  start(command: string): Promise<Program & { readonly origin: string }>
  close(): Promise<void>
}

const PRELOAD = new URL('reach-providers.mjs', import.meta.url).href
const CLI = `${process.execPath} ${ROOT}packages/cli/dist/main.js`
const LISTENS = /^port (\d+)$/mu

/** Creates an empty folder with the packages installed, next to a provider that answers like this. */
export async function openProviderFolder(answers: ProviderAnswers): Promise<ProviderFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-page-'))
  const providers = await startProviders(answers)
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text)
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  write('ca.pem', providers.certificate)
  const environment = {
    NODE_OPTIONS: `--import ${PRELOAD}`,
    NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
    PROVIDERS_PORT: String(providers.port),
    NO_COLOR: '1'
  }
  const inFolder = (commands: string) => ['sh', '-ec', `cd ${folder}\n${commands}`]
  return {
    providers,
    write,
    run: (commands) => runProgram(inFolder(commands.replaceAll('npx @portcullis/cli', CLI)), { environment }),
    async start(command) {
      const program = await startProgram(inFolder(`exec ${command}`), { environment, readyWhen: LISTENS })
      const [, port = ''] = LISTENS.exec(program.output()) ?? []
      return { ...program, origin: `http://localhost:${port}` }
    },
    async close() {
      rmSync(folder, { recursive: true })
      await providers.close()
    }
  }
}
