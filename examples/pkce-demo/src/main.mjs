import { parseDemoOptions, USAGE, UsageError } from './demo-options.mjs'
import { PortBusyError } from './listen.mjs'
import { startDemo } from './start-demo.mjs'
import { stopOnSignals } from './stop-on-signals.mjs'
import { welcome } from './welcome.mjs'

try {
  const options = parseDemoOptions(process.argv.slice(2))
  if (options === 'help') console.log(USAGE)
  else await run(options)
} catch (error) {
  if (error instanceof UsageError) fail(`${error.message}\n\n${USAGE}`, 2)
  else if (error instanceof PortBusyError) fail(error.message, 1)
  else throw error
}

/** @param {import('./demo-options.mjs').DemoOptions} options */
async function run(options) {
  const demo = await startDemo(options)
  stopOnSignals(demo.stop)
  console.log(welcome(demo, { colors: process.stdout.hasColors?.() ?? false }))
}

/**
 * @param {string} message
 * @param {number} exitCode
 */
function fail(message, exitCode) {
  console.error(message)
  process.exitCode = exitCode
}
