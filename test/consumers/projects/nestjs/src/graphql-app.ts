import type { DynamicModule, INestApplication } from '@nestjs/common'
import { Module } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { ApolloDriver } from '@nestjs/apollo'
import {
  Args,
  Field,
  GraphQLModule,
  ObjectType,
  Query,
  ResolveField,
  Resolver,
  Subscription
} from '@nestjs/graphql'
import { MercuriusDriver } from '@nestjs/mercurius'
import { ExpressAdapter } from '@nestjs/platform-express'
import { FastifyAdapter } from '@nestjs/platform-fastify'
import { Auth, OptionalAuth, PortcullisModule, Public, RequireScopes } from '@portcullis/nestjs'
import type { AuthContext, ProtectedResourceOptions } from '@portcullis/nestjs'

@ObjectType()
export class User {
  @Field(() => String, { nullable: true })
  name?: string | undefined

  @Field(() => String, { nullable: true })
  email?: string | undefined
}

// #region resolver
@Resolver(() => User)
export class UserResolver {
  // Needs a token, like every handler that is not public.
  @Query(() => User)
  me(@Auth('subject') name: string): User {
    return { name }
  }

  @Query(() => String)
  @RequireScopes('reports:read')
  reports(): string {
    return 'reports'
  }

  @Query(() => String)
  @OptionalAuth()
  greeting(@Auth() auth?: AuthContext): string {
    return `hello ${auth?.subject ?? 'stranger'}`
  }

  @Query(() => String)
  @Public()
  version(): string {
    return '1'
  }

  @ResolveField(() => String, { nullable: true })
  @RequireScopes('email') // without it, the field is null, and an error says why
  email(): string {
    return 'ada@example.com'
  }
  // #endregion

  @Subscription(() => String, { resolve: (value: unknown) => value })
  async *ticks(@Auth('subject') subject: string, @Args('count', { type: () => String }) count: string) {
    for (let index = 0; index < Number(count); index += 1) {
      yield `${subject} ${index}`
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

export type Server = 'Apollo on Express' | 'Apollo on Fastify' | 'Mercurius'

/** The options of GraphQLModule for each server. */
function graphql(server: Server, fieldResolverEnhancers: 'guards'[]): DynamicModule {
  const common = { autoSchemaFile: true, fieldResolverEnhancers }
  return server === 'Mercurius'
    ? GraphQLModule.forRoot({ ...common, driver: MercuriusDriver, subscription: true })
    : GraphQLModule.forRoot({ ...common, driver: ApolloDriver, subscriptions: { 'graphql-ws': true } })
}

/** Starts an API with GraphQL, and returns its address. */
export async function startGraphql(
  server: Server,
  options: ProtectedResourceOptions,
  fieldResolverEnhancers: 'guards'[] = ['guards']
): Promise<{ app: INestApplication; url: string }> {
  @Module({
    imports: [PortcullisModule.forRoot(options), graphql(server, fieldResolverEnhancers)],
    providers: [UserResolver]
  })
  class ApiModule {}
  const adapter = server === 'Apollo on Express' ? new ExpressAdapter() : new FastifyAdapter()
  const app = await NestFactory.create(ApiModule, adapter, { logger: false, abortOnError: false })
  await app.listen(0, '127.0.0.1')
  return { app, url: `${await app.getUrl()}/graphql` }
}
