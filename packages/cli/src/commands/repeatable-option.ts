import { Option } from 'commander'

/**
 * Creates an option that takes one value each time, and collects them in a list. It takes no list after its
 * name: such a list would include the issuer or the token that follows.
 *
 * @param flags name and value of the option, such as `--scope <scope>`
 * @param description what one value is
 * @param choices allowed values. Default: any
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
