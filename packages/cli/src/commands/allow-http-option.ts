import { isAcceptableUrl } from '@portcullis/core/inspect'
import { InvalidArgumentError, type Option } from 'commander'
import { UsageError } from '../terminal/usage-error.ts'
import { repeatableOption } from './repeatable-option.ts'

/** Creates `--allow-http`: the same as the option `dangerouslyAllowHttp` of the API. */
export function allowHttpOption(): Option {
  const option = repeatableOption('--allow-http <host:port>', 'host that the API reaches over plain http')
  const collect = option.parseArg
  return option.argParser<unknown>((value, collected) => {
    if (!isAcceptableUrl(`http://${value}`, [value]))
      throw new InvalidArgumentError('It takes a host with its port, in lower case, such as keycloak:8080.')
    return collect?.(value, collected)
  })
}

/**
 * Requires that the API accepts a URL, which can be undefined. Checks plain http only.
 *
 * @throws {UsageError} For plain http to a host that `--allow-http` does not name
 */
export function requireAllowedHttp(
  name: string,
  url: string | undefined,
  allowHttp?: readonly string[]
): void {
  if (url === undefined || !/^http:/i.test(url) || !URL.canParse(url) || isAcceptableUrl(url, allowHttp))
    return
  const { hostname, port } = new URL(url)
  const host = `${hostname}:${port === '' ? '80' : port}`
  throw new UsageError(
    `${name} is plain http, which an API refuses: use https, or --allow-http ${host} inside a network that you trust`
  )
}
