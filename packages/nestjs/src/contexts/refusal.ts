import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import { ProtectedResourceError } from '@portcullis/core'
import { graphqlExtensions, refuseMessage, type Answer, type Connection } from '@portcullis/core/adapter'

/**
 * A refused request. Over HTTP, status and headers of the answer are set on the response; an exception filter
 * of the application writes the body, and without one Portcullis does. `getResponse()` is the body of the
 * answer, empty if the request had no credentials. `cause` has the reason, for logs.
 */
export class PortcullisException extends HttpException {
  /** The finished answer. */
  readonly answer: Answer
  /** What GraphQL servers send with the message: `code`, and in `error` the OAuth error. */
  readonly extensions: Record<string, unknown>

  /** Status and message are those of the answer. An answer with metadata has no cause. */
  constructor(answer: Answer, cause?: ProtectedResourceError) {
    const body = cause?.oauthError && { error: cause.oauthError, error_description: cause.description }
    super(body ?? {}, answer.status, { cause })
    this.message = cause?.message ?? ''
    this.answer = answer
    this.extensions = cause === undefined ? {} : graphqlExtensions(cause)
  }
}

/** Answers refused messages of gateways, for which no global filter runs. */
export class MessageFilter implements ExceptionFilter {
  /** Sends an event, or closes the connection. */
  catch(exception: PortcullisException | ProtectedResourceError, host: ArgumentsHost): void {
    const refusal = exception instanceof PortcullisException ? exception.cause : exception
    refuseMessage(host.switchToWs().getClient<Connection>(), refusal as ProtectedResourceError)
  }
}

Catch(PortcullisException, ProtectedResourceError)(MessageFilter)
