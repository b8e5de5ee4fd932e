// Loaded into a program before it starts. Each TLS connection leads to the providers of the test, and port 3000 is any
// free one. Everything else is as for a user: names, certificates, requests and answers.
import { Server } from 'node:net'
import tls from 'node:tls'

const { connect } = tls
const { listen } = Server.prototype
const providers = { host: '127.0.0.1', port: Number(process.env['PROVIDERS_PORT']) }

Object.assign(tls, {
  connect: (/** @type {unknown[]} */ ...[options, ...others]) =>
    /** @type {unknown} */ (Reflect.apply(connect, tls, [{ ...Object(options), ...providers }, ...others]))
})

Object.assign(Server.prototype, {
  /**
   * @this {Server}
   * @param {unknown[]} parameters
   * @returns {unknown}
   */
  listen(...parameters) {
    const [given, ...others] = parameters
    const options = typeof given === 'object' ? given : { port: given }
    if (Reflect.get(Object(options), 'port') !== 3000) return Reflect.apply(listen, this, parameters)
    this.once('listening', () => console.log(`port ${Reflect.get(Object(this.address()), 'port')}`))
    return Reflect.apply(listen, this, [{ ...options, port: 0 }, ...others])
  }
})
