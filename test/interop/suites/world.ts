import type { ProtectedResourceOptions } from '@portcullis/core'
import { afterAll, beforeAll } from 'vitest'
import { startProtectedApis, type ProtectedApi } from '../apis/protected-apis.ts'
import type { AuthorizationServer } from '../servers/authorization-server.ts'

/** A real authorization server and APIs that trust it, as long as the tests of a suite run. */
export interface World<Server extends AuthorizationServer = AuthorizationServer> {
  server: Server
  /** Trust the server's issuer and expect its audience; they have been asked before. */
  apis: readonly ProtectedApi[]
  /** Further APIs, cold, that differ in their options. */
  startApis(change?: ProtectedResourceOptions): Promise<readonly ProtectedApi[]>
}

/** Starts a server and APIs before the tests of the enclosing suite and ends them afterwards. */
export function useWorld<Server extends AuthorizationServer>(
  start: () => Promise<Server>,
  options: ProtectedResourceOptions = {}
): () => World<Server> {
  const opened: { close(): Promise<void> }[] = []
  let world: World<Server> | undefined
  beforeAll(async () => {
    const server = await start()
    opened.push(server)
    const { issuer, audience } = server
    const startApis = async (change: ProtectedResourceOptions = {}) => {
      const trusted = change.issuers === undefined ? { issuer } : {}
      const apis = await startProtectedApis({ ...trusted, audience, ...options, ...change })
      opened.push(...apis)
      return apis
    }
    world = { server, apis: await startApis(), startApis }
  })
  afterAll(async () => {
    await Promise.all(opened.map((one) => one.close()))
  })
  return () => {
    if (world === undefined) throw new Error('the server was not started')
    return world
  }
}
