import { ConfigurationError, requireScopes } from '@portcullis/core'
import type { Option } from 'commander'
import { repeatableOption } from './repeatable-option.ts'
import { UsageError } from './usage-error.ts'

/**
 * The option `--scope`, which may be repeated. It takes what `requireScopes` takes: one scope token each
 * time.
 *
 * @param description what one value is
 * @returns the option
 */
export function scopeOption(description: string): Option {
  const option = repeatableOption('--scope <scope>', description)
  const collect = option.parseArg
  return option.argParser<unknown>((value, collected) => collect?.(requireScope(value), collected))
}

function requireScope(value: string): string {
  try {
    requireScopes(value)
    return value
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    throw new UsageError('--scope takes one scope, without blanks (RFC 6749 section 3.3); repeat it for more')
  }
}
