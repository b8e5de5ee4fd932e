import { Controller, Get, Inject, Injectable } from '@nestjs/common'
import { HealthCheck, HealthCheckService, HealthIndicatorService } from '@nestjs/terminus'
import { getProtectedResourceToken, Public, type ProtectedResource } from '@portcullis/nestjs'

// #region indicator
/** Whether tokens can be verified: `stale` means that the issuer is down and cached keys are in use. */
@Injectable()
export class TokenHealth {
  constructor(
    @Inject(HealthIndicatorService) private readonly indicators: HealthIndicatorService,
    @Inject(getProtectedResourceToken()) private readonly api: ProtectedResource
  ) {}

  check() {
    const { status } = this.api.readiness()
    const indicator = this.indicators.check('tokens')
    return status === 'down' ? indicator.down({ keys: status }) : indicator.up({ keys: status })
  }
}
// #endregion

@Controller('health')
@Public()
export class HealthController {
  constructor(
    @Inject(HealthCheckService) private readonly health: HealthCheckService,
    @Inject(TokenHealth) private readonly tokens: TokenHealth
  ) {}

  @Get()
  @HealthCheck()
  check() {
    return this.health.check([() => this.tokens.check()])
  }
}
