import { ConfigurationError } from '../errors/configuration-error.ts'
import { isText } from '../json/is-text.ts'
import type { LogoutTokenOptions, ReceiverOptions, SecurityEventOptions } from '../logout/receiver-options.ts'
import type {
  ResolvedLogoutTokenOptions,
  ResolvedReceiverOptions,
  ResolvedSecurityEventOptions
} from '../logout/resolved-receiver-options.ts'
import { isOneOf } from './option-rows.ts'
import { isTextList, type OptionRow, type OptionRule } from './option-rules.ts'
import { isStore } from './sender-constraint-rows.ts'
import { validateOptions } from './validate-options.ts'

const EVENTS = ['session-revoked', 'credential-change'] as const

const isTexts: OptionRule = (value) =>
  isTextList(value) ? undefined : 'must be a non-empty list of non-empty strings'

const isTextOrTexts: OptionRule = (value) =>
  isText(value) || isTextList(value)
    ? undefined
    : 'must be a non-empty string, or a non-empty list of such strings'

const areEvents: OptionRule = (value) =>
  isTextList(value) && (value as readonly unknown[]).every((name) => isOneOf(...EVENTS)(name) === undefined)
    ? undefined
    : `must be a non-empty list of: ${EVENTS.join(', ')}`

type Rows<Options> = Readonly<Record<keyof Options, OptionRow>>

const RECEIVER_ROWS: Rows<ReceiverOptions> = {
  ends: { rule: isOneOf('session', 'subject') },
  replays: { rule: isStore }
}

const LOGOUT_ROWS: Rows<LogoutTokenOptions> = { ...RECEIVER_ROWS, clientIds: { rule: isTexts } }

const EVENT_ROWS: Rows<SecurityEventOptions> = {
  ...RECEIVER_ROWS,
  audience: { rule: isTextOrTexts },
  authorization: { rule: (value) => (isText(value) ? undefined : 'must be a non-empty string') },
  events: { rule: areEvents }
}

/**
 * Resolves the options of `receiveLogoutTokens`.
 *
 * @param options The options.
 * @returns They with defaults.
 * @throws {ConfigurationError} For members that are missing, misspelled or invalid.
 */
export function resolveLogoutTokenOptions(options: LogoutTokenOptions): ResolvedLogoutTokenOptions {
  validateOptions(options, LOGOUT_ROWS, 'receiveLogoutTokens.')
  // JavaScript can omit it.
  const { clientIds }: Partial<LogoutTokenOptions> = options
  if (clientIds === undefined) throw new ConfigurationError('receiveLogoutTokens', HINT_CLIENTS)
  return { ...resolveReceiver(options), clientIds: [...clientIds] }
}

/**
 * Resolves the options of `receiveSecurityEvents`.
 *
 * @param options The options.
 * @returns They with defaults.
 * @throws {ConfigurationError} For members that are missing, misspelled or invalid.
 */
export function resolveSecurityEventOptions(options: SecurityEventOptions): ResolvedSecurityEventOptions {
  validateOptions(options, EVENT_ROWS, 'receiveSecurityEvents.')
  const { audience, authorization, events = EVENTS }: Partial<SecurityEventOptions> = options
  if (audience === undefined) throw new ConfigurationError('receiveSecurityEvents', HINT_AUDIENCE)
  return {
    ...resolveReceiver(options),
    audiences: typeof audience === 'string' ? [audience] : [...audience],
    authorization,
    events: [...events]
  }
}

function resolveReceiver({ ends = 'session', replays }: ReceiverOptions): ResolvedReceiverOptions {
  return { ends, replays }
}

const HINT_CLIENTS =
  'option "clientIds" is required: the ids of the clients at which users sign in; each logout token has one of them in "aud"'
const HINT_AUDIENCE =
  'option "audience" is required: the value that the transmitter puts into the "aud" of its events (Keycloak: ssf.streamAudience)'
