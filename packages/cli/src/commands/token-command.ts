import { Command, InvalidArgumentError, Option } from 'commander'
import { findServer, type KnownServer } from '../discovery/find-server.ts'
import { isSafeTransport } from '../http/urls.ts'
import { obtainAccepted } from '../sign-in/obtain-accepted.ts'
import { prepareParties, type Parties } from '../sign-in/parties.ts'
import { hasBrowser, openBrowser } from '../sign-in/open-browser.ts'
import type { TokenGrant } from '../sign-in/obtain-token.ts'
import { readSecret } from '../sign-in/read-secret.ts'
import { serializeToken, type TokenOutput } from '../sign-in/serialize-token.ts'
import { printable } from '../terminal/printable.ts'
import { printError, printLine, type Terminal } from '../terminal/terminal.ts'
import { UsageError } from '../terminal/usage-error.ts'
import type { Finish } from './finish.ts'
import { requireUrl } from './require-url.ts'
import { scopeOption } from './scope-option.ts'
import { usualSettings } from './usual-settings.ts'

interface TokenFlags {
  readonly api?: string
  readonly issuer?: string
  readonly clientId: string
  readonly scope?: string[]
  readonly resource?: string
  readonly audience?: string
  readonly clientCredentials?: true
  readonly clientSecretFile?: string
  readonly device?: true
  readonly browser: boolean
  readonly redirectPort: number
  readonly timeout: number
  readonly output: TokenOutput
  readonly print?: true
}

const EXAMPLES = `
Exit codes: 0 a token, 2 no token or one that the API refuses, 64 wrong usage,
70 an unexpected error.

The secret of a client comes from OAUTH_CLIENT_SECRET or --client-secret-file.

Examples:
  $ portcullis token --api https://api.example.com/orders --client-id cli \\
      | portcullis explain --issuer https://auth.example.com \\
          --audience https://api.example.com
  $ portcullis token --api https://api.example.com/orders --client-id cli \\
      --output header | curl -H @- https://api.example.com/orders`

/** Creates `portcullis token`: signs in at the authorization server of an API, and writes an access token. */
export function createTokenCommand(terminal: Terminal, finish: Finish): Command {
  return new Command('token')
    .description('get an access token for an API: find its authorization server, sign in, write the token')
    .option('--api <url>', 'protected route of the API, whose challenge leads to the server')
    .option('--issuer <issuer>', 'authorization server, if the API does not name it (or OAUTH_ISSUER)')
    .requiredOption('--client-id <id>', 'client that is registered at the server')
    .addOption(scopeOption('scope to request; by default those of the challenge or the metadata'))
    .option('--resource <id>', 'resource indicator, by default that of the metadata of the API')
    .option('--audience <audience>', 'audience to request from servers without resource indicators (Auth0)')
    .option('--client-credentials', 'get a token for the client itself, without a sign-in')
    .option('--client-secret-file <file>', 'secret of the client: a file name, or - for standard input')
    .option('--device', 'sign in on another device, with a code')
    .option('--no-browser', 'show the address of the sign-in page instead of opening a browser')
    .addOption(number('--redirect-port <port>', 'port of the redirect URI; any free port by default', 0))
    .addOption(number('--timeout <seconds>', 'how long to wait for the sign-in', 300))
    .addOption(
      new Option('--output <form>', 'what to write').choices(['token', 'header', 'json']).default('token')
    )
    .option('--print', 'write the token even to a terminal')
    .addHelpText('after', EXAMPLES)
    .action(async (flags: TokenFlags) => {
      finish(await runToken(flags, terminal))
    })
}

async function runToken(flags: TokenFlags, terminal: Terminal): Promise<number> {
  // Before the sign-in: a person who has signed in must not lose the token.
  if (terminal.output.isTTY === true && flags.print !== true) throw new UsageError(TO_A_TERMINAL)
  const known = requireServer(flags, terminal)
  const neededBy = flags.clientCredentials === true ? '--client-credentials' : undefined
  const secret = await readSecret({ file: flags.clientSecretFile, neededBy }, terminal)
  const note = (text: string) => void terminal.errors.write(`${text}\n`)
  const target = await findServer(known)
  const parties = await prepareParties(target.issuer, flags.clientId, secret)
  const grant = grantFor(flags, parties, terminal)
  const scopes = flags.scope ?? target.scopes
  const request = { scopes, resource: target.resource, audience: flags.audience }
  note(`Requesting a token of ${printable(target.issuer)}`)
  if (grant.kind === 'browser' && parties.server.code_challenge_methods_supported === undefined)
    note(PKCE_NOT_ANNOUNCED)
  const { response, refusal } = await obtainAccepted({ parties, request, grant, api: known.api, note })
  printLine(terminal, serializeToken(response, flags.output))
  if (refusal === undefined) return 0
  printError(terminal, refusal)
  return 2
}

/** Entra ID and Cognito announce nothing, and check it nevertheless. */
const PKCE_NOT_ANNOUNCED =
  'The server does not announce PKCE, and might ignore it: see X-13 of portcullis doctor'

const TO_A_TERMINAL =
  'standard output is a terminal, whose scrollback would keep the token: pipe it on (| portcullis explain), or add --print'

function requireServer(flags: TokenFlags, terminal: Terminal): KnownServer {
  const { clientId, resource } = flags
  if (clientId === '') throw new UsageError('--client-id takes the id of a client; it is empty')
  const api = requireUrl('--api', flags.api)
  if (api !== undefined && !isSafeTransport(new URL(api)))
    throw new UsageError(
      '--api takes an https URL: a token is never sent over plain http, except to this machine'
    )
  if (api !== undefined) return { api, issuer: flags.issuer, resource }
  const issuer = flags.issuer ?? usualSettings(terminal).issuer
  if (issuer !== undefined) return { issuer, resource }
  throw new UsageError('name the API with --api, or its authorization server with --issuer')
}

/** Without a browser a person signs in on another device, if the server has a way to do so. */
function grantFor(flags: TokenFlags, { server }: Parties, terminal: Terminal): TokenGrant {
  const { environment, errors } = terminal
  const canOpen = flags.browser && hasBrowser(environment)
  const isDevice =
    flags.device === true || (flags.browser && !canOpen && server.device_authorization_endpoint !== undefined)
  const show = (url: string) => void errors.write(`Open this address to sign in: ${url}\n`)
  return {
    kind: flags.clientCredentials === true ? 'credentials' : isDevice ? 'device' : 'browser',
    port: flags.redirectPort,
    timeoutSeconds: flags.timeout,
    async open(url) {
      show(url)
      // The address is on the screen: a browser that does not start is no failure.
      if (canOpen) await openBrowser(url, environment).catch(() => undefined)
    },
    showDevice({ address, userCode }) {
      show(printable(address))
      errors.write(`Your code: ${printable(userCode)}\n`)
    }
  }
}

/** Creates an option for a port, or for seconds up to the same limit. */
function number(flags: string, description: string, initial: number): Option {
  return new Option(flags, description).default(initial).argParser((text) => {
    const value = /^\d{1,5}$/.test(text) ? Number(text) : Infinity
    if (value > 65535) throw new InvalidArgumentError('It takes a number up to 65535.')
    return value
  })
}
