import { isAcceptableUrl } from '../documents/is-acceptable-url.ts'
import { ConfigurationError } from '../errors/configuration-error.ts'
import { isScopeToken } from '../errors/scope-token.ts'
import { isText } from '../json/is-text.ts'
import { metadataAddress } from '../metadata/metadata-address.ts'
import { copyOptions } from './copy-options.ts'
import type { MetadataOptions } from './metadata-options.ts'
import { isTextList, type OptionRow, type OptionRule } from './option-rules.ts'
import type { ProtectedResourceOptions } from './protected-resource-options.ts'
import { validateOptions } from './validate-options.ts'

/** The resolved option `metadata`. */
export interface ResolvedMetadata extends MetadataOptions {
  /** The option `resource`. */
  readonly resource: string
  /** Where the document is. */
  readonly url: string
}

const areScopes: OptionRule = (value) => {
  const isValid = Array.isArray(value) && isTextList(value) && value.every(isScopeToken)
  if (!isValid) return 'must be a non-empty list of scope tokens'
  return value.includes('offline_access')
    ? 'never accepts "offline_access", which is between the client and the authorization server'
    : undefined
}

/** `MetadataOptions`. */
export const METADATA_ROWS: Readonly<Record<keyof MetadataOptions, OptionRow>> = {
  name: { rule: (value) => (isText(value) ? undefined : 'must be a non-empty string') },
  scopes: { rule: areScopes },
  documentation: {
    rule: (value) =>
      isText(value) && isAcceptableUrl(value)
        ? undefined
        : 'must be an https URL (http is accepted on the loopback interface only)'
  }
}

/**
 * Resolves `metadata`; undefined without it.
 *
 * @throws {ConfigurationError} For invalid members, and if `resource` is missing, not an https URL or not in
 *   the form that URL parsers give it.
 */
export function resolveMetadata(options: ProtectedResourceOptions): ResolvedMetadata | undefined {
  const { metadata, resource } = options
  if (metadata === undefined) return undefined
  validateOptions(metadata, METADATA_ROWS, 'metadata.')
  if (resource === undefined || !isAcceptableUrl(resource))
    throw new ConfigurationError('resource', HINT_RESOURCE)
  requireNormalForm(resource)
  return { ...copyOptions(metadata), resource, url: metadataAddress(resource).url }
}

/** Clients compare the identifier with the URL that they parsed, as strings (RFC 9728 section 3.3). */
function requireNormalForm(resource: string): void {
  const { href, origin } = new URL(resource)
  if (resource !== href && resource !== origin)
    throw new ConfigurationError(
      'resource',
      `clients read the URL in "resource" as "${href}": write it like that`
    )
}

const HINT_RESOURCE =
  'option "metadata" needs "resource": the https URL of this API as clients know it (http is accepted on the loopback interface only)'
