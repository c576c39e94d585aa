import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AccessGuard } from './access.guard.js';
import { Forbidden } from './auth.errors.js';
import { DEVICE_AUTHENTICATOR, type DeviceAuthenticator } from './device-authenticator.js';
import { LocalOrTokenGuard } from './local-or-token.guard.js';
import { POLICY, type Policy } from './policy.js';
import { type PermissionName, rolesWith } from './permissions.js';

/**
 * Applies each route's policy, and puts on the request who is asking. A route without a policy is closed:
 * the application does not start with one, and if it did, nobody would get in.
 */
@Injectable()
export class PolicyGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly access: AccessGuard,
    private readonly localOrToken: LocalOrTokenGuard,
    @Inject(DEVICE_AUTHENTICATOR) private readonly devices: DeviceAuthenticator,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    if (context.getType() !== 'http') return true; // Sockets are checked at their handshake.
    const policy = this.reflector.getAllAndOverride<Policy | undefined>(POLICY, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (!policy) throw new Forbidden();
    switch (policy.kind) {
      case 'public':
        return true;
      case 'permission':
        return this.allowPeople(context, policy.permission);
      case 'device':
        return this.allowDevice(context.switchToHttp().getRequest<FastifyRequest>());
      case 'local-or-token':
        return this.localOrToken.canActivate(context);
      default:
        return policy satisfies never;
    }
  }

  private async allowPeople(
    context: ExecutionContext,
    permission: PermissionName,
  ): Promise<boolean> {
    await this.access.canActivate(context);
    const { access } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!access || !rolesWith(permission).includes(access.viewer.role)) throw new Forbidden();
    return true;
  }

  private async allowDevice(request: FastifyRequest): Promise<boolean> {
    const { carId } = request.params as { carId?: string };
    request.device = await this.devices.authenticate(request.headers.authorization, carId ?? '');
    return true;
  }
}
