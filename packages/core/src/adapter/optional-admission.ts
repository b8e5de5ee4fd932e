import { validateEnumOptions } from '../options/validate-choices.ts'
import type { AdmissionOptions } from './admission.ts'

/** What admits requests without a token; no member is inherited. */
export type OptionalAdmission = Required<Pick<AdmissionOptions, 'allowAnonymous' | 'onInvalidToken'>>

/** The words of `onInvalidToken`. */
export const ON_INVALID_TOKEN = { onInvalidToken: ['refuse', 'anonymous'] } as const

/**
 * Reads the options of an optional authentication, for authors of adapters: `onInvalidToken` and no other.
 *
 * @param options What the adapter got.
 * @returns The options of the admission, for a protection.
 * @throws {ConfigurationError} For an option or a value that is not valid.
 */
export function optionalAdmission(options: unknown): OptionalAdmission {
  return { allowAnonymous: true, onInvalidToken: 'refuse', ...validateEnumOptions(options, ON_INVALID_TOKEN) }
}
