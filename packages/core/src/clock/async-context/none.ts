/**
 * Runs a task. Where there is no `AsyncLocalStorage`, there is nothing to leave.
 *
 * @param task The task.
 * @returns What it returns.
 */
export function runDetached<Result>(task: () => Result): Result {
  return task()
}
