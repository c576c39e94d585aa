/** Of staff who watch the vehicle: all its readings. */
export const roomOfVehicle = (id: string): string => `vehicle:${id}`;
/** Of clients who watch their vehicle: its readings since it is theirs. */
export const roomOfOwner = (id: string): string => `owner:${id}`;
/** Of those who watch the vehicle and may know how its device is. */
export const roomOfDevice = (id: string): string => `device:${id}`;
export const roomOfSession = (id: string): string => `session:${id}`;
export const roomOfAccount = (id: string): string => `account:${id}`;

/** Every room that a socket may be in because of a vehicle. */
export const roomsAbout = (id: string): string[] => [
  roomOfVehicle(id),
  roomOfOwner(id),
  roomOfDevice(id),
];

/** A member of what a client sent, whatever that was. */
export function memberOf(request: unknown, name: string): unknown {
  if (typeof request !== 'object' || request === null) return undefined;
  return (request as Record<string, unknown>)[name];
}
