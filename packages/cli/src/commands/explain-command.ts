import { ALGORITHM_NAMES, isConfigurationError, type AlgorithmName, type ProfileName } from '@portcullis/core'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { ProofSettings } from '../explain/explain-proof.ts'
import type { ExplainSettings } from '../explain/explain-settings.ts'
import { explainToken } from '../explain/explain-token.ts'
import { proposeSettings } from '../explain/propose-settings.ts'
import { renderExplanation, renderProposal } from '../explain/render-explanation.ts'
import { layoutOf } from '../terminal/layout.ts'
import { printableJson } from '../terminal/printable.ts'
import { createProgress } from '../terminal/progress.ts'
import { readSecret } from '../sign-in/read-secret.ts'
import { printLine, type Terminal } from '../terminal/terminal.ts'
import { UsageError } from '../terminal/usage-error.ts'
import { readToken } from '../token/read-token.ts'
import { allowHttpOption, requireAllowedHttp } from './allow-http-option.ts'
import type { Finish } from './finish.ts'
import { readProofSettings, type ProofFlags } from './proof-settings.ts'
import { repeatableOption } from './repeatable-option.ts'
import { scopeOption } from './scope-option.ts'
import { tokenOptions } from './token-options.ts'
import { usualSettings } from './usual-settings.ts'

interface ExplainFlags extends ProofFlags {
  readonly issuer?: string
  readonly audience?: string[]
  readonly clientId?: string[]
  readonly scope?: string[]
  readonly token?: string
  readonly insecureToken?: string
  readonly profile?: ProfileName
  readonly algorithm?: AlgorithmName[]
  readonly jwksUri?: string
  readonly allowHttp?: string[]
  readonly clockTolerance?: number
  readonly introspectAs?: string
  readonly clientSecretFile?: string
  readonly showClaims?: true
  readonly json?: true
}

const EXAMPLES = `
Without an issuer or an audience, it decodes the token and suggests both.

Exit codes: 0 accepted, 2 refused or undecided, 64 wrong usage,
70 an unexpected error.

Examples:
  $ portcullis explain --issuer https://auth.example.com \\
      --audience https://api.example.com --scope read:messages < token.txt
  $ pbpaste | portcullis explain --issuer https://sso.example.com/realms/shop \\
      --audience orders-api`

/** Creates `portcullis explain`: why does an API accept or refuse this token? */
export function createExplainCommand(terminal: Terminal, finish: Finish): Command {
  const command = new Command('explain')
    .description(
      'send a token through the request pipeline of an API: the stage that refuses it, and what to do'
    )
    .option('--issuer <issuer>', 'issuer that the API trusts (or OAUTH_ISSUER)')
    .addOption(repeatableOption('--audience <audience>', 'audience that the API accepts (or OAUTH_AUDIENCE)'))
    .addOption(repeatableOption('--client-id <id>', 'client accepted without an audience (Cognito)'))
    .addOption(scopeOption('scope that the route requires'))
  for (const option of tokenOptions('access token, standard input by default')) command.addOption(option)
  return command
    .addOption(new Option('--profile <name>', 'profile of the API').choices(['jwt', 'rfc9068']))
    .addOption(repeatableOption('--algorithm <name>', 'algorithm that the API allows', ALGORITHM_NAMES))
    .option('--jwks-uri <url>', 'address of the keys, if not as in the metadata')
    .addOption(allowHttpOption())
    .option('--clock-tolerance <seconds>', 'tolerated difference between clocks', parseSeconds)
    .option('--introspect-as <id>', 'client of the API that asks the server about opaque tokens')
    .option('--client-secret-file <file>', 'its secret: a file name (or OAUTH_CLIENT_SECRET)')
    .option('--proof <file>', 'DPoP proof of the request, explained rule by rule: a file name, or -')
    .option('--url <url>', 'URL that the client called with the proof')
    .option('--method <method>', 'method of that request, GET by default')
    .option('--show-claims', 'also show claims about a person')
    .option('--json', 'print the explanation as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: ExplainFlags) => {
      finish(await runExplain(flags, terminal))
    })
}

async function runExplain(flags: ExplainFlags, terminal: Terminal): Promise<number> {
  const { token: file = '-', insecureToken } = flags
  const tokenFile = insecureToken === undefined ? file : undefined
  const proof = await readProofSettings(flags, tokenFile, terminal)
  const settings = await resolveSettings(flags, proof, terminal)
  const token = (await readToken({ token: file, insecureToken }, terminal)) ?? ''
  if (settings === undefined) return propose(token, flags, terminal)
  const progress = createProgress(terminal)
  progress.show('Verifying the token')
  const explanation = await explainToken(token, settings, flags.showClaims === true)
    .catch(asUsage)
    .finally(() => progress.clear())
  const text =
    flags.json === true ? printableJson(explanation) : renderExplanation(explanation, layoutOf(terminal))
  printLine(terminal, text)
  return explanation.verdict === 'accepted' ? 0 : 2
}

function propose(token: string, flags: ExplainFlags, terminal: Terminal): number {
  const proposal = proposeSettings(token, flags.showClaims === true)
  printLine(
    terminal,
    flags.json === true ? printableJson(proposal) : renderProposal(proposal, layoutOf(terminal))
  )
  return 2
}

// Undefined without an issuer, or without audience and client.
async function resolveSettings(
  flags: ExplainFlags,
  proof: ProofSettings | undefined,
  terminal: Terminal
): Promise<ExplainSettings | undefined> {
  const usual = usualSettings(terminal)
  const issuer = flags.issuer ?? usual.issuer ?? ''
  const audiences = flags.audience ?? (usual.audience === undefined ? [] : [usual.audience])
  if (issuer === '' || (audiences.length === 0 && flags.clientId === undefined)) return undefined
  requireAllowedHttp('the issuer', flags.jwksUri === undefined ? issuer : undefined, flags.allowHttp)
  requireAllowedHttp('--jwks-uri', flags.jwksUri, flags.allowHttp)
  return {
    issuer,
    audiences,
    clientIds: flags.clientId,
    scopes: flags.scope,
    profile: flags.profile,
    algorithms: flags.algorithm,
    jwksUri: flags.jwksUri,
    allowHttp: flags.allowHttp,
    clockToleranceSeconds: flags.clockTolerance,
    introspection: await resolveIntrospection(flags, terminal),
    proof
  }
}

/** Standard input is the token, so the secret comes from a file or the environment. */
async function resolveIntrospection(
  { introspectAs: clientId, clientSecretFile: file, token }: ExplainFlags,
  terminal: Terminal
): Promise<ExplainSettings['introspection']> {
  if (clientId === undefined) return undefined
  if (file === '-' && (token ?? '-') === '-')
    throw new UsageError(
      'standard input is the token: pass one of --token and --client-secret-file as a file'
    )
  const clientSecret = await readSecret({ file, neededBy: '--introspect-as' }, terminal)
  return clientSecret === undefined ? undefined : { clientId, clientSecret }
}

// An API refuses such settings at start.
function asUsage(error: unknown): never {
  if (isConfigurationError(error)) throw new UsageError(error.message)
  throw error
}

function parseSeconds(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It takes a number of seconds.')
  return Number(text)
}
