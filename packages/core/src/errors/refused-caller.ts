/** Whose token it was; only from verified tokens. */
export interface Caller {
  readonly issuer: string
  /** `''` if the token does not have one. */
  readonly clientId: string
}

/** Not members of the error, so that no log of an error gets longer. */
const callers = new WeakMap<object, Caller>()

/** Notes whose verified token was refused, for events. Returns the error. */
export function withCaller<E>(error: E, caller: Caller | undefined): E {
  if (caller !== undefined && typeof error === 'object' && error !== null) callers.set(error, caller)
  return error
}

/** Returns whose verified token was refused; undefined if no token was verified. */
export function callerOf(error: object): Caller | undefined {
  return callers.get(error)
}
