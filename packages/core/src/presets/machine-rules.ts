import type { MachineRule } from '../context/auth-context.ts'

/** The subject of a machine's token is the client itself; the subject of a user's token is the user. */
export const subjectIsClient: MachineRule = ({ subject, clientId }) =>
  subject === undefined || clientId === '' ? undefined : subject === clientId

/** The token of a machine has no subject; the token of a user has one. */
export const subjectIsMissing: MachineRule = ({ subject }) => subject === undefined

/** Creates the rule for subjects with a prefix for machines and another one for users. */
export function subjectBegins(machine: string, user: string): MachineRule {
  return ({ subject }) => {
    if (subject?.startsWith(machine) === true) return true
    return subject?.startsWith(user) === true ? false : undefined
  }
}
