import 'reflect-metadata'
import { listenNest, nestApi } from './targets/nestjs-api.ts'

/** Serves the routes of the contract: `node contract-server.js express`. */
async function start(): Promise<void> {
  const platform = process.argv[2] === 'fastify' ? 'fastify' : 'express'
  const { origin } = await listenNest(await nestApi(platform, JSON.parse(process.env['OPTIONS'] ?? '{}')))
  console.log(origin)
}

void start()
