import type { ProtectedResourceOptions } from '@portcullis/core'
import express from 'express'
import express4 from 'express4'
import { listenFastify } from '../http/listen-fastify.ts'
import { listen, type Listening } from '../http/listen.ts'
import { expressApi } from './express-api.ts'
import { fastifyApi } from './fastify-api.ts'
import { listenNest, nestApi } from './nestjs-api.ts'

/** A framework that an adapter supports, serving the routes under test on loopback. */
export interface Target {
  name: string
  start(options: ProtectedResourceOptions): Promise<Listening>
}

/** Every framework version that the adapters support. */
export const targets: readonly Target[] = [
  { name: 'Express 4', start: (options) => listen(expressApi(express4, options)) },
  { name: 'Express 5', start: (options) => listen(expressApi(express, options)) },
  { name: 'Fastify 5', start: async (options) => listenFastify(await fastifyApi(options)) },
  { name: 'NestJS on Express', start: async (options) => listenNest(await nestApi('express', options)) },
  { name: 'NestJS on Fastify', start: async (options) => listenNest(await nestApi('fastify', options)) }
]
