import { createProtectedResource, isProtectedResourceError, requireScopes } from '@portcullis/core'
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql'
import { createServer, type Server } from 'node:http'

export const server: Server = createServer()

const api = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://api.example.com'
})

const schema = new GraphQLSchema({
  query: new GraphQLObjectType<unknown, { hello?: string }>({
    name: 'Query',
    fields: { hello: { type: GraphQLString, resolve: (_root, _arguments, { hello }) => hello } }
  })
})

// #region graphql-ws
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'

const guard = requireScopes('read:messages')

export const subscriptions = useServer<{ authorization?: unknown }, { hello?: string }>(
  {
    schema,
    // False closes the connection with 4403.
    async onConnect({ connectionParams, extra }) {
      const headers = { authorization: String(connectionParams?.authorization) }
      try {
        const auth = await api.authenticate({ method: 'GET', url: '/graphql', headers })
        api.authorize(auth, guard)
        const milliseconds = Math.min(auth.expiresAt * 1000 - Date.now(), 2 ** 31 - 1)
        const timer = setTimeout(() => extra.socket.close(4403, 'Forbidden'), milliseconds)
        extra.socket.once('close', () => clearTimeout(timer))
        extra.hello = auth.subject ?? ''
        return true
      } catch (error) {
        if (isProtectedResourceError(error)) return false
        throw error
      }
    },
    context: ({ extra }) => extra
  },
  new WebSocketServer({ server, path: '/graphql' })
)
// #endregion
