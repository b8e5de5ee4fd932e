import { Inject, Module, type DynamicModule, type FactoryProvider } from '@nestjs/common'
import type { ModuleMetadata, OnApplicationShutdown, OnModuleInit } from '@nestjs/common'
import { APP_GUARD, HttpAdapterHost, ModulesContainer } from '@nestjs/core'
import type { ProtectedResource, ProtectedResourceOptions } from '@portcullis/core'
import { addMetadataRoute, createMetadataHandler, openProtectedResource } from '@portcullis/core/adapter'
import { getProtectedResourceToken, requireResource } from './handlers.ts'
import { PortcullisGuard } from './portcullis-guard.ts'

/** What a module protects with: options of a protected resource, or one that exists. */
export type PortcullisSource = ProtectedResourceOptions | ProtectedResource<Portcullis.AccessTokenClaims>

/** Options of `PortcullisModule.forRootAsync()`; `imports` and `inject` are those of Nest. */
export interface PortcullisAsyncOptions
  extends Pick<ModuleMetadata, 'imports'>, Pick<FactoryProvider<PortcullisSource>, 'inject' | 'useFactory'> {
  /**
   * The name of the protected resource, for `@ProtectedBy()` and `getProtectedResourceToken()`. One module
   * has none: it protects everything without `@ProtectedBy()`.
   */
  readonly name?: string
}

type Opened = ReturnType<typeof openProtectedResource<Readonly<Record<string, never>>>>

/** The name is what Nest reports if `PortcullisModule` is imported without options. */
const OPENED = Symbol('import PortcullisModule.forRoot(options)')

/**
 * Protects every handler of the application, except those with `@Public()`. Starts to fetch keys when the
 * application starts, and does not wait for them. Closes the protected resource when the application shuts
 * down, unless it existed before.
 *
 * @example
 *
 * ```ts
 * import { PortcullisModule } from '@portcullis/nestjs'
 *
 * // Among the "imports" of the module of your application.
 * const protection = PortcullisModule.forRoot({
 *   issuer: 'https://auth.example.com',
 *   audience: 'https://api.example.com'
 * })
 * ```
 */
export class PortcullisModule implements OnModuleInit, OnApplicationShutdown {
  readonly #opened: Opened

  /**
   * Imports a protected resource. If the options name no issuer or no audience, the environment variables
   * OAUTH_ISSUER and OAUTH_AUDIENCE do. Wrong options are an error at start.
   */
  static forRoot(source: PortcullisSource = {}, named: { readonly name?: string } = {}): DynamicModule {
    return PortcullisModule.forRootAsync({ ...named, useFactory: () => source })
  }

  /** Imports a protected resource whose options are known later, for example from a configuration service. */
  static forRootAsync(options: PortcullisAsyncOptions): DynamicModule {
    const { name, imports = [], inject = [], useFactory } = options
    const token = getProtectedResourceToken(name)
    const open = async (...args: unknown[]): Promise<Opened> =>
      openProtectedResource(await useFactory(...args), { environment: process.env, choices: {} })
    const providers = [
      { provide: OPENED, inject, useFactory: open },
      { provide: token, inject: [OPENED], useFactory: resourceOf },
      ...(name === undefined ? [PortcullisGuard, { provide: APP_GUARD, useExisting: PortcullisGuard }] : [])
    ]
    return { module: PortcullisModule, global: true, imports, providers, exports: [token] }
  }

  /** Requires one module without a name. Serves the metadata, before what the application mounts. */
  constructor(opened: Opened, modules: ModulesContainer, { httpAdapter }: HttpAdapterHost) {
    requireResource(modules)
    this.#opened = opened
    const api = resourceOf(opened)
    if (api.metadataUrl === undefined) return
    httpAdapter?.use(createMetadataHandler(api))
    // Nest runs the CORS of Fastify before middleware; it leaves this route alone.
    if (httpAdapter?.getType() === 'fastify') addMetadataRoute(httpAdapter.getInstance())
  }

  /** Starts to fetch keys. */
  onModuleInit(): void {
    void resourceOf(this.#opened).warmUp()
  }

  /** Closes the protected resource, after the last request. */
  async onApplicationShutdown(): Promise<void> {
    if (this.#opened.ownsResource) await resourceOf(this.#opened).close()
  }
}

Module({})(PortcullisModule)
for (const [index, token] of [OPENED, ModulesContainer, HttpAdapterHost].entries())
  Inject(token)(PortcullisModule, undefined, index)

const resourceOf = ({ protection }: Opened): ProtectedResource => protection.protectedResource
