import { ConfigurationError } from '../errors/configuration-error.ts'
import type {
  IntrospectionOptions,
  ResolvedIntrospectionOptions
} from '../introspection/introspection-options.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { isText } from '../json/is-text.ts'
import { isOneOf, isUrl } from './option-rows.ts'
import { isFlag, isWithin, type OptionRow, type OptionRule } from './option-rules.ts'
import { validateOptions } from './validate-options.ts'

const isTextRule: OptionRule = (value) => (isText(value) ? undefined : 'must be a non-empty string')

const isAssertion: OptionRule = (value) => {
  if (typeof value === 'function') return undefined
  const isPrivate = isJsonObject(value) && isText(value['alg']) && isText(value['kty']) && isText(value['d'])
  return isPrivate ? undefined : 'must be a private JWK with "alg", or a function that returns an assertion'
}

const isStore: OptionRule = (value) =>
  typeof value === 'object' && value !== null && 'get' in value && 'set' in value
    ? undefined
    : 'must have the functions get and set'

/** `IntrospectionOptions`. */
const INTROSPECTION_ROWS: Readonly<Record<keyof IntrospectionOptions, OptionRow>> = {
  clientId: { rule: isTextRule },
  clientSecret: { rule: isTextRule },
  clientSecretMethod: {
    rule: isOneOf('client_secret_basic', 'client_secret_post')
  },
  clientAssertion: { rule: isAssertion },
  for: { rule: isOneOf('opaque', 'all') },
  cacheSeconds: { rule: isWithin(0, 3600) },
  endpoint: { rule: isUrl },
  signed: { rule: isFlag },
  store: { rule: isStore }
}

/**
 * Resolves the option `introspection`.
 *
 * @param options The option.
 * @returns It with defaults.
 * @throws {ConfigurationError} For members that are missing, misspelled or contradictory.
 */
export function resolveIntrospection(options: IntrospectionOptions): ResolvedIntrospectionOptions {
  validateOptions(options, INTROSPECTION_ROWS, 'introspection.')
  // JavaScript can omit it.
  const { clientId, clientSecret, clientAssertion }: Partial<IntrospectionOptions> = options
  if (clientId === undefined) throw new ConfigurationError('introspection', HINT_CLIENT)
  if ((clientSecret === undefined) === (clientAssertion === undefined))
    throw new ConfigurationError('introspection', HINT_CREDENTIALS)
  return {
    clientId,
    clientSecret,
    clientAssertion,
    clientSecretMethod: options.clientSecretMethod ?? 'client_secret_basic',
    for: options.for ?? 'opaque',
    cacheSeconds: options.cacheSeconds ?? 30,
    endpoint: options.endpoint,
    signed: options.signed ?? false,
    store: options.store
  }
}

const HINT_CLIENT =
  'option "introspection.clientId" is required: the client id of this API at the authorization server'
const HINT_CREDENTIALS = 'set either "introspection.clientSecret" or "introspection.clientAssertion"'
