import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
} from '@nestjs/common';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { AuthenticatedDevice } from './device-authenticator.js';
import { type PermissionName, rolesWith } from './permissions.js';
import type { Access, Role, Viewer } from './viewer.js';

/** Who may call a route. Each route declares one; the application does not start on a route without. */
export type Policy =
  | { readonly kind: 'public' }
  | {
      readonly kind: 'permission';
      readonly permission: PermissionName;
      /** Who has it: for those who read the OpenAPI document. */
      readonly roles: readonly Role[];
    }
  | { readonly kind: 'device' }
  | { readonly kind: 'local-or-token' };

type PolicyDecorator = MethodDecorator & ClassDecorator;

/** Metadata key under which a route's (or its controller's) policy lies. */
export const POLICY = 'naif:policy';

/** Anyone may call it, logged in or not. */
export const Public = (): PolicyDecorator => declare({ kind: 'public' });

/** Accounts with this permission may call it, with a live session. What they see of it is the service's matter. */
export const Can = (permission: PermissionName): PolicyDecorator =>
  declare({ kind: 'permission', permission, roles: rolesWith(permission) });

/** An enrolled device may call it, for the `carId` in the path only, with a token that it signed. */
export const Device = (): PolicyDecorator => declare({ kind: 'device' });

/** This machine may call it, or whoever carries the metrics token. */
export const LocalOrToken = (): PolicyDecorator => declare({ kind: 'local-or-token' });

/** The OpenAPI document carries it too (`x-policy`): it says there how to log in and what is refused. */
function declare(policy: Policy): PolicyDecorator {
  return applyDecorators(SetMetadata(POLICY, policy), ApiExtension('x-policy', policy));
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the policy guard on routes for people. */
    access?: Access;
    /** Set by the policy guard on routes for devices. */
    device?: AuthenticatedDevice;
  }
}

/** The account behind the request. Only on routes with `@Can`. */
export const CurrentViewer = createParamDecorator(
  (_: undefined, context: ExecutionContext): Viewer => {
    return accessOf(context).viewer;
  },
);

/** The access behind the request: its viewer, and until when it is good. Only on routes with `@Can`. */
export const CurrentAccess = createParamDecorator(
  (_: undefined, context: ExecutionContext): Access => accessOf(context),
);

/** The device behind the request and its vehicle. Only on routes with `@Device`. */
export const CurrentDevice = createParamDecorator(
  (_: undefined, context: ExecutionContext): AuthenticatedDevice => {
    const { device } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!device) throw new Error('@CurrentDevice stands on a route without @Device');
    return device;
  },
);

function accessOf(context: ExecutionContext): Access {
  const { access } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!access) throw new Error('@CurrentViewer stands on a route without @Can');
  return access;
}
