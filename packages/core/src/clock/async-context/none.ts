/**
 * Runs a task. Without `AsyncLocalStorage` there is no context to leave.
 *
 * @param task The task.
 * @returns What it returns.
 */
export function runDetached<Result>(task: () => Result): Result {
  return task()
}
