import { Inject, Injectable } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import { CLOCK, type Clock } from '../../ports/clock.js';
import type { AuthenticatedDevice, DeviceAuthenticator } from '../auth/auth.public.js';
import { DeviceRegistry, type KnownDevice } from './device-registry.js';
import { claimsFault, type DeviceToken, isSignedBy, readDeviceToken } from './device-token.js';
import { DeviceRefused } from './devices.errors.js';

/** Most tokens remembered: about 1 kB each. */
const MOST_REMEMBERED = 20_000;

/**
 * Checks the tokens that devices sign. A token is taken apart and its signature checked once, and both remembered;
 * its times, its vehicle and whether the device is revoked are checked at each request.
 */
@Injectable()
export class TokenAuthenticator implements DeviceAuthenticator {
  /** Accepted tokens by their text, oldest first: a device uses one for minutes. */
  private readonly remembered = new Map<string, DeviceToken>();

  constructor(
    private readonly registry: DeviceRegistry,
    private readonly environment: Environment,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** At once for a device in memory, else by a promise. @throws DeviceRefused */
  authenticate(
    authorization: string | undefined,
    carId: string,
  ): AuthenticatedDevice | Promise<AuthenticatedDevice> {
    const token = this.known(authorization) ?? readDeviceToken(authorization);
    if (typeof token === 'string') throw new DeviceRefused(token);
    const found = this.registry.find(token.deviceId);
    return found instanceof Promise
      ? found.then((device) => this.accept(device, token, carId))
      : this.accept(found, token, carId);
  }

  private accept(
    device: KnownDevice | undefined,
    token: DeviceToken,
    carId: string,
  ): AuthenticatedDevice {
    if (!device) throw new DeviceRefused('DEVICE.TOKEN_INVALID');
    if (device.verified?.text !== token.text) {
      if (!isSignedBy(token, device.key)) throw new DeviceRefused('DEVICE.TOKEN_INVALID');
      device.verified = token;
      this.remember(token);
    }
    // Only who holds the key learns that it was revoked.
    if (device.revoked) throw new DeviceRefused('DEVICE.REVOKED');
    const fault = claimsFault(
      token.claims,
      this.clock.now(),
      this.environment.deviceTokenLifeSeconds,
    );
    if (fault) throw new DeviceRefused(fault);
    const { vehicle } = device;
    if (token.claims.sub !== vehicle.carId || carId !== vehicle.carId) {
      throw new DeviceRefused('DEVICE.WRONG_VEHICLE');
    }
    return { id: device.id, vehicle };
  }

  private known(authorization = ''): DeviceToken | undefined {
    const scheme = 'Bearer ';
    return authorization.startsWith(scheme)
      ? this.remembered.get(authorization.slice(scheme.length))
      : undefined;
  }

  /** Only tokens that a device of ours has signed: nobody else can fill the memory. */
  private remember(token: DeviceToken): void {
    this.remembered.set(token.text, token);
    if (this.remembered.size <= MOST_REMEMBERED) return;
    const [oldest] = this.remembered.keys();
    if (oldest !== undefined) this.remembered.delete(oldest);
  }
}
