import { Command, Option } from 'commander'
import { adviseWithoutMetadata } from '../doctor/advice/advise-options.ts'
import { diagnose } from '../doctor/diagnose.ts'
import { exitCodeOf } from '../doctor/verdict.ts'
import { askForMissing, type InitAnswers } from '../init/ask.ts'
import { FRAMEWORK_NAMES, FRAMEWORKS, type Framework } from '../init/framework.ts'
import { renderPlan } from '../init/render-plan.ts'
import { requireModule, requireTypeScript } from '../init/require-module.ts'
import { writeCode } from '../init/write-code.ts'
import { writeNewFile } from '../init/write-new-file.ts'
import { layoutOf } from '../terminal/layout.ts'
import { createProgress } from '../terminal/progress.ts'
import { printError, printLine, type Terminal } from '../terminal/terminal.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { allowHttpOption, requireAllowedHttp } from './allow-http-option.ts'
import type { Finish } from './finish.ts'
import { requireAudience, requireIssuer } from './require-url.ts'
import { scopeOption } from './scope-option.ts'
import { usualSettings } from './usual-settings.ts'

interface InitFlags {
  readonly framework?: Framework
  readonly issuer?: string
  readonly audience?: string
  readonly scope?: string[]
  readonly allowHttp?: string[]
  readonly write?: string
  readonly force?: true
}

const EXAMPLES = `
Exit codes: 0 the server is ready, 2 it is not (--write wrote nothing without
--force), 64 wrong usage, 70 an unexpected error.

Example:
  $ portcullis init --framework fastify --issuer https://auth.example.com \\
      --audience https://api.example.com --scope read:messages --write api.mjs`

/** Creates `portcullis init`: examines the authorization server and writes the code to add. */
export function createInitCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('init')
    .description('examine an authorization server and write the code that protects an API with its tokens')
    .addOption(new Option('--framework <name>', 'framework of the API').choices(FRAMEWORK_NAMES))
    .option('--issuer <issuer>', 'issuer of the access tokens (or OAUTH_ISSUER)')
    .option('--audience <audience>', '"aud" of tokens for this API (or OAUTH_AUDIENCE)')
    .addOption(scopeOption('scope that the first route requires'))
    .addOption(allowHttpOption())
    .option('--write <file>', 'write the code to a new file instead of showing it')
    .option('--force', 'write even if the server is not ready, and overwrite a file that exists')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: InitFlags) => {
      finish(await runInit(flags, terminal))
    })
}

async function runInit(flags: InitFlags, terminal: Terminal): Promise<number> {
  const { framework, issuer, audience } = await askForMissing(withEnvironment(flags, terminal), terminal)
  const { allowHttp } = flags
  requireAllowedHttp('the issuer', issuer, allowHttp)
  const known = adviseWithoutMetadata(issuer, audience, allowHttp)
  if (known.complaint !== undefined) throw new UsageError(known.complaint)
  if (known.presetComplaint !== undefined)
    throw new UsageError(`${known.presetComplaint}; pass it with --audience`)
  if (flags.write !== undefined) await requireRunnable(flags.write, framework)
  const progress = createProgress(terminal)
  const report = await diagnose({ issuer, audience, allowHttp, scopes: flags.scope }, (step) =>
    progress.show(step)
  ).finally(() => progress.clear())
  const code = writeCode(framework, report.advice ?? known, flags.scope ?? [])
  printLine(terminal, renderPlan(report, code, layoutOf(terminal)))
  const exitCode = exitCodeOf(report.verdict, false)
  const isForced = flags.force === true
  if (flags.write === undefined) return exitCode
  if (exitCode !== 0 && !isForced) {
    printError(terminal, 'nothing written: the server is not ready (use --force to write anyway)')
    return exitCode
  }
  await writeNewFile(flags.write, code.source, isForced)
  printLine(terminal, `\nWritten to ${flags.write}.`)
  return exitCode
}

async function requireRunnable(file: string, framework: Framework): Promise<void> {
  if (FRAMEWORKS[framework].isTypeScript) requireTypeScript(file)
  else await requireModule(file)
}

function withEnvironment(flags: InitFlags, terminal: Terminal): Partial<InitAnswers> {
  const usual = usualSettings(terminal)
  const issuer = flags.issuer === undefined ? usual.issuer : requireIssuer(flags.issuer)
  const audience = requireAudience(flags.audience) ?? usual.audience
  return {
    ...(flags.framework === undefined ? {} : { framework: flags.framework }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(audience === undefined ? {} : { audience })
  }
}
