import { Option } from 'commander'

/** The options by which a token comes in: never as an argument, unless somebody insists. */
export function tokenOptions(what: string): readonly Option[] {
  return [
    new Option('--token <file>', `${what}: a file name, or - for standard input`),
    new Option('--insecure-token <token>', `${what} on the command line, where history keeps it`)
  ]
}
