import { isConfigurationError, requireScopes } from '@portcullis/core'
import type { Option } from 'commander'
import { UsageError } from '../terminal/usage-error.ts'
import { repeatableOption } from './repeatable-option.ts'

/** Creates the repeatable option `--scope`. It takes the values of `requireScopes`: one scope token each time. */
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
    if (!isConfigurationError(error)) throw error
    throw new UsageError('--scope takes one scope, without spaces (RFC 6749 section 3.3); repeat it for more')
  }
}
