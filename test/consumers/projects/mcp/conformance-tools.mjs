// What the suite "server" of the conformance tests calls, for SDK v1; SDK v2 gets what needs no request to the client.
// The names and the texts are those of the suite.
import { z } from 'zod'

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='
const SOUND = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA='

const text = (value) => ({ type: 'text', text: value })
const image = { type: 'image', data: PIXEL, mimeType: 'image/png' }
const embed = (uri, mimeType, value) => ({ type: 'resource', resource: { uri, mimeType, text: value } })
const user = (content) => ({ role: 'user', content })
const pause = () => new Promise((resolve) => setTimeout(resolve, 50))

export async function addConformanceTools(server, sdk) {
  const { ResourceTemplate } = await import(
    sdk === 'v1' ? '@modelcontextprotocol/sdk/server/mcp.js' : '@modelcontextprotocol/server'
  )
  const tool = (name, run, inputSchema = z.object({})) =>
    server.registerTool(name, { description: name, inputSchema }, async (args, context) => ({
      content: await run(args, context)
    }))
  const notify = (context, method, params) =>
    sdk === 'v1' ? context.sendNotification({ method, params }) : context.mcpReq.notify({ method, params })

  tool('test_simple_text', () => [text('This is a simple text response for testing.')])
  tool('test_image_content', () => [image])
  tool('test_audio_content', () => [{ type: 'audio', data: SOUND, mimeType: 'audio/wav' }])
  tool('test_embedded_resource', () => [
    embed('test://embedded-resource', 'text/plain', 'This is an embedded resource content.')
  ])
  tool('test_multiple_content_types', () => [
    text('Multiple content types test:'),
    image,
    embed('test://mixed-content-resource', 'application/json', '{"test":"data","value":123}')
  ])
  tool('test_error_handling', () => {
    throw new Error('This tool intentionally returns an error for testing')
  })
  tool('test_tool_with_logging', async (_args, context) => {
    for (const data of ['Tool execution started', 'Tool processing data', 'Tool execution completed']) {
      await notify(context, 'notifications/message', { level: 'info', data })
      await pause()
    }
    return [text('done')]
  })
  tool('test_tool_with_progress', async (_args, context) => {
    const progressToken = (sdk === 'v1' ? context : context.mcpReq)._meta?.progressToken ?? 0
    for (const progress of [0, 50, 100]) {
      await notify(context, 'notifications/progress', { progressToken, progress, total: 100 })
      await pause()
    }
    return [text('done')]
  })

  server.registerResource('static-text', 'test://static-text', { mimeType: 'text/plain' }, () => ({
    contents: [
      {
        uri: 'test://static-text',
        mimeType: 'text/plain',
        text: 'This is the content of the static text resource.'
      }
    ]
  }))
  server.registerResource('static-binary', 'test://static-binary', { mimeType: 'image/png' }, () => ({
    contents: [{ uri: 'test://static-binary', mimeType: 'image/png', blob: PIXEL }]
  }))
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { mimeType: 'application/json' },
    (uri, { id }) => ({
      contents: [
        {
          uri: String(uri),
          mimeType: 'application/json',
          text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` })
        }
      ]
    })
  )

  const prompt = (name, argsSchema, messages) =>
    server.registerPrompt(
      name,
      { description: name, ...(argsSchema === undefined ? {} : { argsSchema }) },
      (args) => ({
        messages: messages(args)
      })
    )
  const argsSchema = sdk === 'v1' ? (shape) => shape : z.object
  prompt('test_simple_prompt', undefined, () => [user(text('This is a simple prompt for testing.'))])
  prompt('test_prompt_with_image', undefined, () => [
    user(image),
    user(text('Please analyze the image above.'))
  ])
  prompt(
    'test_prompt_with_arguments',
    argsSchema({ arg1: z.string(), arg2: z.string() }),
    ({ arg1, arg2 }) => [user(text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`))]
  )
  prompt('test_prompt_with_embedded_resource', argsSchema({ resourceUri: z.string() }), ({ resourceUri }) => [
    user(embed(resourceUri, 'text/plain', 'Embedded resource content for testing.')),
    user(text('Please process the embedded resource above.'))
  ])

  const schemas = sdk === 'v1' ? await import('@modelcontextprotocol/sdk/types.js') : undefined
  const handle = (method, schema, run) => server.server.setRequestHandler(schemas?.[schema] ?? method, run)
  server.server.registerCapabilities({ completions: {}, resources: { subscribe: true } })
  handle('completion/complete', 'CompleteRequestSchema', () => ({
    completion: { values: [], total: 0, hasMore: false }
  }))
  handle('resources/subscribe', 'SubscribeRequestSchema', () => ({}))
  handle('resources/unsubscribe', 'UnsubscribeRequestSchema', () => ({}))

  if (sdk === 'v1') addRequestsToTheClient(tool)
}

/** Sampling and elicitation: requests that go the other way, on the stream of the call. */
function addRequestsToTheClient(tool) {
  const elicit = ({ sendRequest }, message, properties, required = []) =>
    sendRequest(
      {
        method: 'elicitation/create',
        params: { message, requestedSchema: { type: 'object', properties, required } }
      },
      z.looseObject({})
    )
  tool(
    'test_sampling',
    async ({ prompt }, { sendRequest }) => {
      const messages = [user(text(prompt))]
      const request = { method: 'sampling/createMessage', params: { messages, maxTokens: 100 } }
      const { content } = await sendRequest(request, z.looseObject({}))
      return [text(`LLM response: ${content.text}`)]
    },
    z.object({ prompt: z.string() })
  )
  tool(
    'test_elicitation',
    async ({ message }, extra) => {
      const { action, content } = await elicit(extra, message, { response: { type: 'string' } }, ['response'])
      return [text(`User response: action=${action}, content=${JSON.stringify(content)}`)]
    },
    z.object({ message: z.string() })
  )
  tool('test_elicitation_sep1034_defaults', async (_args, extra) => {
    const { action, content } = await elicit(extra, 'Please review', {
      name: { type: 'string', default: 'John Doe' },
      age: { type: 'integer', default: 30 },
      score: { type: 'number', default: 95.5 },
      status: { type: 'string', enum: ['active', 'inactive', 'pending'], default: 'active' },
      verified: { type: 'boolean', default: true }
    })
    return [text(`Elicitation completed: action=${action}, content=${JSON.stringify(content)}`)]
  })
  const untitled = ['option1', 'option2', 'option3']
  const titled = untitled.map((_, index) => ({ const: `value${index + 1}`, title: `Option ${index + 1}` }))
  tool('test_elicitation_sep1330_enums', async (_args, extra) => {
    const { action, content } = await elicit(extra, 'Please select', {
      untitledSingle: { type: 'string', enum: untitled },
      titledSingle: { type: 'string', oneOf: titled },
      legacyEnum: { type: 'string', enum: ['opt1', 'opt2', 'opt3'], enumNames: ['One', 'Two', 'Three'] },
      untitledMulti: { type: 'array', minItems: 1, maxItems: 3, items: { type: 'string', enum: untitled } },
      titledMulti: { type: 'array', minItems: 1, maxItems: 3, items: { anyOf: titled } }
    })
    return [text(`Elicitation completed: action=${action}, content=${JSON.stringify(content)}`)]
  })
}
