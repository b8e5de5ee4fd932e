import type { MachineRule } from '../context/auth-context.ts'

/** The subject of a machine's token is the client itself, that of a user's is the user. */
export const subjectIsClient: MachineRule = ({ subject, clientId }) =>
  subject === undefined || clientId === '' ? undefined : subject === clientId

/** The token of a machine has no subject, that of a user has. */
export const subjectIsMissing: MachineRule = ({ subject }) => subject === undefined

/**
 * Subjects tell by how they begin.
 *
 * @param machine How that of a machine begins.
 * @param user How that of a user begins.
 * @returns The rule; it does not know any other subject.
 */
export function subjectBegins(machine: string, user: string): MachineRule {
  return ({ subject }) => {
    if (subject?.startsWith(machine) === true) return true
    return subject?.startsWith(user) === true ? false : undefined
  }
}
