import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { POLICY } from './policy.js';

/** Keeps the application from starting while a route does not say who may call it. */
@Injectable()
export class PolicyCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Error naming every route without a policy */
  onApplicationBootstrap(): void {
    const open = this.discovery
      .getControllers()
      .flatMap(({ instance }: { instance: object }) => this.undeclared(instance));
    if (open.length > 0) {
      throw new Error(
        `These routes do not declare who may call them (@Public, @Can, @Device or @LocalOrToken): ${open.join(', ')}`,
      );
    }
  }

  private undeclared(controller: object): string[] {
    const prototype = Object.getPrototypeOf(controller) as Record<string, object>;
    return this.scanner
      .getAllMethodNames(prototype)
      .map((name) => ({ name, handler: prototype[name] as () => unknown }))
      .filter(({ handler }) => Reflect.hasMetadata(METHOD_METADATA, handler))
      .filter(
        ({ handler }) =>
          !this.reflector.getAllAndOverride(POLICY, [handler, controller.constructor as never]),
      )
      .map(({ name }) => `${controller.constructor.name}.${name}`);
  }
}
