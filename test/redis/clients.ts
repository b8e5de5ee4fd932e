import { createClient } from '@redis/client'
import type { SendCommand } from '@portcullis/redis'
import { Redis } from 'ioredis'
import { Redis as Valkey } from 'iovalkey'

/** An open connection of some client. */
export interface Connection {
  readonly send: SendCommand
  close(): void
}

/** How to connect each client that we support, with the settings that the README recommends. */
export const CLIENTS: Readonly<Record<string, (port: number) => Promise<Connection>>> = {
  async 'node-redis'(port) {
    const client = createClient({ socket: { host: '127.0.0.1', port }, disableOfflineQueue: true })
    client.on('error', () => undefined)
    await client.connect()
    return { send: (command) => client.sendCommand(command), close: () => client.destroy() }
  },
  async ioredis(port) {
    const client = new Redis({ port, host: '127.0.0.1', maxRetriesPerRequest: 0, retryStrategy: () => 100 })
    client.on('error', () => undefined)
    await client.ping()
    return { send: ([name, ...words]) => client.call(name, ...words), close: () => client.disconnect() }
  },
  async iovalkey(port) {
    const client = new Valkey({ port, host: '127.0.0.1', maxRetriesPerRequest: 0, retryStrategy: () => 100 })
    client.on('error', () => undefined)
    await client.ping()
    return { send: ([name, ...words]) => client.call(name, ...words), close: () => client.disconnect() }
  }
}
