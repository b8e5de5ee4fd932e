import { parseAddressList } from '../confirmation/address-list.ts'
import { CERTIFICATE_FORMATS } from '../confirmation/certificate-header.ts'
import { normalizeUri } from '../confirmation/target-uri.ts'
import { isJsonObject } from '../json/is-json-object.ts'
import { isText } from '../json/is-text.ts'
import { areAlgorithms, isFlag, isWithin, type OptionRow, type OptionRule } from './option-rules.ts'
import type { DpopOptions, MutualTlsOptions, NonceOptions } from './sender-constraint-options.ts'

/** Rules for the members of an option; the defaults depend on the profile. */
export type MemberRows<Options> = { readonly [Name in keyof Required<Options>]: OptionRow }

/** `publicUrl`. */
export const isPublicUrl: OptionRule = (value) =>
  isText(value) && normalizeUri(value) !== undefined && !/[?#]/.test(value)
    ? undefined
    : 'must be an http or https URL without query and fragment'

/** `dpop` and `mutualTls`. */
export const isTrueOrObject: OptionRule = (value) =>
  value === true || isJsonObject(value) ? undefined : 'must be true or an object'

const MIN_SECRET_LENGTH = 32

const areSecrets: OptionRule = (value) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((secret) => isText(secret) && secret.length >= MIN_SECRET_LENGTH)
    ? undefined
    : `must be a non-empty list of strings of at least ${MIN_SECRET_LENGTH} characters`

/** A store of what is used once. */
export const isStore: OptionRule = (value) =>
  typeof value === 'object' && value !== null && 'add' in value && typeof value.add === 'function'
    ? undefined
    : 'must have the function add'

const isCertificateHeader: OptionRule = (value) => {
  const isValid =
    isJsonObject(value) &&
    isText(value['header']) &&
    /^[!#$%&'*+\-.^_`|~\da-z]+$/.test(value['header']) &&
    CERTIFICATE_FORMATS.includes(String(value['format']))
  return isValid
    ? undefined
    : "must be what clientCertificateHeader() returns: clientCertificateHeader('nginx')"
}

const areAddresses: OptionRule = (value) =>
  Array.isArray(value) && value.length > 0 && value.every(isText) && parseAddressList(value) !== undefined
    ? undefined
    : "must be a non-empty list of IP addresses or CIDR ranges: ['127.0.0.1', '10.0.0.0/8']"

/** `DpopOptions`. */
export const DPOP_ROWS: MemberRows<DpopOptions> = {
  required: { rule: isFlag },
  algorithms: { rule: areAlgorithms },
  proofMaxAgeSeconds: { rule: isWithin(1, 600) },
  nonce: { rule: (value) => (isJsonObject(value) ? undefined : 'must be an object') },
  replays: { rule: isStore }
}

/** `NonceOptions`. */
export const NONCE_ROWS: MemberRows<NonceOptions> = {
  secrets: { rule: areSecrets },
  lifetimeSeconds: { rule: isWithin(10, 3600) }
}

/** `MutualTlsOptions`. */
export const MUTUAL_TLS_ROWS: MemberRows<MutualTlsOptions> = {
  certificate: { rule: isCertificateHeader },
  trustedProxies: { rule: areAddresses }
}
