/**
 * How much processor time a piece of code takes, in milliseconds. Other programs and pauses of the machine do
 * not count.
 */
export async function processorTime(run: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
