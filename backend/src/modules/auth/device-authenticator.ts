import type { VehicleRef } from '../../events/live-event.js';

/** Injection token of the `DeviceAuthenticator`, which the devices module provides. */
export const DEVICE_AUTHENTICATOR = Symbol('DeviceAuthenticator');

/** A device whose token was good, and the vehicle that it speaks for. */
export interface AuthenticatedDevice {
  /** `devices.id`. */
  readonly id: string;
  readonly vehicle: VehicleRef;
}

/** Knows the enrolled devices and checks the tokens that they sign. */
export interface DeviceAuthenticator {
  /**
   * Whose token this is.
   *
   * @param authorization the request's `Authorization` header
   * @param carId the vehicle that the request is about; the token must be its own
   * @throws DeviceRefused with the reason as its code
   */
  authenticate(
    authorization: string | undefined,
    carId: string,
  ): AuthenticatedDevice | Promise<AuthenticatedDevice>;
}
