import type { ProtectedResourceOptions } from '@portcullis/core'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { startProtectedApis, type ProtectedApi } from '../apis/protected-apis.ts'
import type { AuthorizationServer } from '../servers/authorization-server.ts'

/** A real authorization server and APIs that trust it, as long as the tests of a suite run. */
export interface World<Server extends AuthorizationServer = AuthorizationServer> {
  server: Server
  /** Trust the server's issuer and expect its audience; they have been asked before. */
  apis: readonly ProtectedApi[]
  /** Further APIs, cold, that differ in their options. They end with the test that starts them. */
  startApis(change?: ProtectedResourceOptions): Promise<readonly ProtectedApi[]>
}

interface Closable {
  close(): Promise<void>
}

/** Starts a server and APIs before the tests of the enclosing suite and ends them afterwards. */
export function useWorld<Server extends AuthorizationServer>(
  start: () => Promise<Server>,
  options: ProtectedResourceOptions = {}
): () => World<Server> {
  const opened: Closable[] = []
  let world: World<Server> | undefined
  beforeAll(async () => {
    const server = await start()
    opened.push(server)
    const { issuer, audience } = server
    const apis = await startProtectedApis({ issuer, audience, ...options })
    opened.push(...apis)
    const startApis = async (change: ProtectedResourceOptions = {}) => {
      const trusted = change.issuers === undefined ? { issuer } : {}
      const further = await startProtectedApis({ ...trusted, audience, ...options, ...change })
      onTestFinished(() => closeAll(further))
      return further
    }
    world = { server, apis, startApis }
  })
  afterAll(() => closeAll(opened))
  return () => {
    if (world === undefined) throw new Error('the server was not started')
    return world
  }
}

async function closeAll(opened: readonly Closable[]): Promise<void> {
  await Promise.all(opened.map((one) => one.close()))
}
