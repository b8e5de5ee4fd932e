import { join } from 'node:path'
import { startServer } from '../machine/server-process.mjs'

/** @import {ServerProcess} from '../machine/server-process.mjs' */

/** Name and password of the administrator, and of nobody else. */
export const ADMINISTRATOR = { username: 'admin', password: 'admin' }
export const REALM = 'orders'

const READY_WITHIN_SECONDS = 150
const HEAP = '-Xms64m -Xmx512m'
// A server that lives for seconds gains nothing from the second compiler.
const JAVA_OPTIONS = '-XX:TieredStopAtLevel=1'

/**
 * @typedef {object} LaunchSettings
 * @property {string} home Of the distribution.
 * @property {string} folder For database and log.
 * @property {string} [host] Address to listen on. Default: 127.0.0.1.
 * @property {number} port To listen on.
 * @property {string} publicUrl What the server calls itself.
 * @property {string[]} [options] Further options of `kc.sh start`.
 * @property {string} javaOptions Further options of the virtual machine.
 */

/**
 * Starts Keycloak with the database in `folder` and waits until the realm answers.
 *
 * @param {LaunchSettings} settings How.
 * @returns {Promise<ServerProcess>} The running server.
 */
export function launch({ home, folder, host = '127.0.0.1', port, publicUrl, options = [], javaOptions }) {
  const database = `jdbc:h2:file:${join(folder, 'keycloakdb')};NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE`
  return startServer({
    command: [
      'bash',
      join(home, 'bin/kc.sh'),
      'start',
      '--optimized',
      '--cache=local',
      '--http-enabled=true',
      `--http-host=${host}`,
      `--http-port=${port}`,
      `--hostname=${publicUrl}`,
      // Security events go to loopback, and at once.
      '--spi-ssf-transmitter--default--allow-insecure-push-targets=true',
      '--spi-ssf-transmitter--default--outbox-drainer-interval=1s',
      ...options
    ],
    folder,
    logFile: join(folder, 'log'),
    environment: {
      KC_DB_URL: database,
      KC_BOOTSTRAP_ADMIN_USERNAME: ADMINISTRATOR.username,
      KC_BOOTSTRAP_ADMIN_PASSWORD: ADMINISTRATOR.password,
      JAVA_OPTS_KC_HEAP: HEAP,
      JAVA_OPTS_APPEND: `${JAVA_OPTIONS} ${javaOptions}`
    },
    readyUrl: `http://${host}:${port}/realms/${REALM}/.well-known/openid-configuration`,
    readyWithinSeconds: READY_WITHIN_SECONDS
  })
}
