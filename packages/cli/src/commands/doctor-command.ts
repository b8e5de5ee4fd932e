import { Command, Option } from 'commander'
import { diagnose } from '../doctor/diagnose.ts'
import type { ApiNeed, DoctorProfile, DoctorSettings } from '../doctor/facts/doctor-settings.ts'
import { renderReport } from '../doctor/render-report.ts'
import { exitCodeOf } from '../doctor/verdict.ts'
import { layoutOf } from '../terminal/layout.ts'
import { printableJson } from '../terminal/printable.ts'
import { createProgress } from '../terminal/progress.ts'
import { printLine, type Terminal } from '../terminal/terminal.ts'
import { readToken } from '../token/read-token.ts'
import { allowHttpOption } from './allow-http-option.ts'
import type { Finish } from './finish.ts'
import { repeatableOption } from './repeatable-option.ts'
import { requireAudience, requireIssuer, requireOrigin, requireUrl } from './require-url.ts'
import { scopeOption } from './scope-option.ts'
import { tokenOptions } from './token-options.ts'
import { usualSettings } from './usual-settings.ts'

interface DoctorFlags {
  readonly audience?: string
  readonly api?: string
  readonly resource?: string
  readonly clientId?: string
  readonly redirectUri?: string
  readonly token?: string
  readonly insecureToken?: string
  readonly origin?: string
  readonly allowHttp?: string[]
  readonly scope?: string[]
  readonly needs?: ApiNeed[]
  readonly profile: DoctorProfile
  readonly probe?: true
  readonly strict?: true
  readonly json?: true
}

const EXAMPLES = `
Exit codes: 0 no failure, 1 warnings with --strict, 2 failures, 64 wrong usage,
70 an unexpected error.

Examples:
  $ portcullis doctor https://sso.example.com/realms/shop
  $ portcullis doctor https://auth.example.com --token - < token.txt \\
      --audience https://api.example.com --api https://api.example.com/messages`

/** Creates `portcullis doctor`: is this authorization server ready for a PKCE-protected API? */
export function createDoctorCommand(terminal: Terminal, finish: Finish): Command {
  const command = new Command('doctor')
    .description('examine an authorization server, a sample token and an API')
    .argument('[issuer]', 'issuer identifier (or OAUTH_ISSUER)')
    .option('--audience <audience>', 'audience that the API accepts (or OAUTH_AUDIENCE)')
    .option('--api <url>', 'address of a protected route of the API')
    .option('--resource <id>', 'resource identifier of the API (RFC 8707)')
    .addOption(scopeOption('scope that routes of the API require'))
    .addOption(repeatableOption('--needs <what>', 'what the API requires', ['dpop', 'mtls', 'step-up']))
    .addOption(allowHttpOption())
    .option('--client-id <id>', 'client that signs people in')
    .option('--redirect-uri <uri>', 'redirect URI of that client')
    .option('--origin <origin>', 'origin of a browser app, to check CORS for')
  for (const option of tokenOptions('sample access token')) command.addOption(option)
  return command
    .addOption(
      new Option('--profile <name>', 'expectations').choices(['default', 'mcp', 'fapi2']).default('default')
    )
    .option('--probe', 'also send requests that must be refused')
    .option('--strict', 'exit with 1 if there are warnings')
    .option('--json', 'print the report as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (issuer: string | undefined, flags: DoctorFlags) => {
      finish(await runDoctor(issuer, flags, terminal))
    })
}

async function runDoctor(
  issuer: string | undefined,
  flags: DoctorFlags,
  terminal: Terminal
): Promise<number> {
  const settings = await resolveSettings(issuer, flags, terminal)
  const progress = createProgress(terminal)
  const report = await diagnose(settings, (step) => progress.show(step)).finally(() => progress.clear())
  const layout = layoutOf(terminal)
  const exitCode = exitCodeOf(report.verdict, flags.strict === true)
  printLine(
    terminal,
    flags.json === true ? printableJson({ ...report, exitCode }) : renderReport(report, layout)
  )
  return exitCode
}

async function resolveSettings(
  issuer: string | undefined,
  flags: DoctorFlags,
  terminal: Terminal
): Promise<DoctorSettings> {
  const usual = usualSettings(terminal)
  const { scope, probe, insecureToken, token, ...others } = flags
  return {
    ...others,
    issuer: requireIssuer(issuer ?? usual.issuer),
    audience: requireAudience(flags.audience) ?? usual.audience,
    api: requireUrl('--api', flags.api),
    origin: requireOrigin(flags.origin),
    resource: requireUrl('--resource', flags.resource),
    scopes: scope,
    probe: probe === true,
    token: await readToken({ token, insecureToken }, terminal)
  }
}
