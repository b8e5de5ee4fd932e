export { freePort as findFreePort } from '../interop/servers/machine/free-port.mjs'
