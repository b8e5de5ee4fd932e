import { Option } from 'commander'

/** Creates the options for a token: a file or standard input, and one that takes the token itself. */
export function tokenOptions(what: string): readonly Option[] {
  return [
    new Option('--token <file>', `${what}: a file name, or - for standard input`),
    new Option('--insecure-token <token>', `${what} on the command line, which the shell history keeps`)
  ]
}
