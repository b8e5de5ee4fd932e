import { Module, type INestApplication, type ModuleMetadata } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { onTestFinished } from 'vitest'

/** What a client receives. */
export interface Received {
  readonly status: number
  readonly challenge: string | null
  readonly body: string
}

/** Requests a path of an API on loopback, with an access token or without. */
export type Ask = (path: string, accessToken?: string, init?: RequestInit) => Promise<Received>

/** The platforms of Nest. */
export const PLATFORMS = ['Express', 'Fastify'] as const

/** One of the platforms of Nest. */
export type Platform = (typeof PLATFORMS)[number]

/** Creates an application of Nest with one module, and closes it after the test. */
export async function createApp(
  metadata: ModuleMetadata,
  platform: Platform = 'Express'
): Promise<INestApplication> {
  @Module(metadata)
  class AppModule {}
  const settings = { logger: false, abortOnError: false } as const
  const app =
    platform === 'Express'
      ? await NestFactory.create(AppModule, new ExpressAdapter(), settings)
      : await NestFactory.create<NestFastifyApplication>(AppModule, new FastifyAdapter(), settings)
  onTestFinished(() => app.close())
  return app
}

/** Listens with an application on loopback until the test is over. */
export async function serve(app: INestApplication): Promise<Ask> {
  await app.listen(0, '127.0.0.1')
  const origin = await app.getUrl()
  return async (path, accessToken, init = {}) => {
    const credentials = accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }
    const headers = { ...Object.fromEntries(new Headers(init.headers)), ...credentials }
    const response = await fetch(`${origin}${path}`, { ...init, headers })
    const challenge = response.headers.get('www-authenticate')
    return { status: response.status, challenge, body: await response.text() }
  }
}
