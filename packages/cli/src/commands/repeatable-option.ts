import { Option } from 'commander'

/**
 * An option that takes one value each time it is given, and collects them. It takes no list behind its name:
 * such a list would swallow the issuer or the token that follows.
 *
 * @param flags name of the option and what it takes, such as `--scope <scope>`
 * @param description what one value is
 * @param choices the only values that it may have. Default: any
 * @returns the option, whose value is a list, undefined when it is not given
 */
export function repeatableOption(
  flags: string,
  description: string,
  choices: readonly string[] = []
): Option {
  const option = new Option(flags, `${description}; repeat it for more`)
  const requireChoice = choices.length === 0 ? undefined : option.choices(choices).parseArg
  return option.argParser<readonly string[] | undefined>((value, collected) => [
    ...(collected ?? []),
    requireChoice?.(value, value) ?? value
  ])
}
