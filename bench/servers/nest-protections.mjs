import { NO_CHECK, optionsFor, OURS } from './protection.mjs'

/** @typedef {import('@nestjs/common').ModuleMetadata} ModuleMetadata */
/** @typedef {Required<Pick<ModuleMetadata, 'imports' | 'providers'>>} ModuleParts */
/** @typedef {import('./protection.mjs').Protection<ModuleParts>} NestProtection */

/** The guard that people write over the core. */
export const GUARD_BY_HAND = 'guard by hand over the core'

/** @type {readonly NestProtection[]} */
export const NEST_PROTECTIONS = [
  { name: NO_CHECK, package: '@nestjs/core', protect: async () => {} },
  {
    name: OURS,
    package: '@portcullis/nestjs',
    async protect({ imports }, trust) {
      const { PortcullisModule } = await import('@portcullis/nestjs')
      imports.push(PortcullisModule.forRoot(optionsFor(trust)))
    }
  },
  {
    name: GUARD_BY_HAND,
    package: '@portcullis/core',
    async protect({ providers }, trust) {
      const { UnauthorizedException } = await import('@nestjs/common')
      const { APP_GUARD } = await import('@nestjs/core')
      const { createProtectedResource, fromNodeRequest } = await import('@portcullis/core')
      const api = createProtectedResource(optionsFor(trust))
      /** @type {import('@nestjs/common').CanActivate} */
      const guard = {
        async canActivate(context) {
          /** @type {{ raw: import('node:http').IncomingMessage }} */
          const request = context.switchToHttp().getRequest()
          try {
            Reflect.set(request, 'auth', await api.authenticate(fromNodeRequest(request.raw)))
          } catch {
            throw new UnauthorizedException()
          }
          return true
        }
      }
      providers.push({ provide: APP_GUARD, useValue: guard })
    }
  }
]
