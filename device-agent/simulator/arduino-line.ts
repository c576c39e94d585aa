import type { GpsSensorDto } from '@naif/wire';

/** The line with which the microcontroller tells one epoch (see firmware/naif-gps): what is not known is left out. */
export function arduinoLine(time: number, millis: number, gps: GpsSensorDto | undefined): string {
  const board = { sensor: 'arduino', millis: Math.floor(millis), firmware: '1.0.0' };
  const { location, altitude, course, speed, satellites, hdop } = gps ?? {};
  const datetime = new Date(time).toISOString().replace('.000Z', 'Z');
  const fix = location
    ? { satellites, location, altitude, course, speed, datetime, hdop, fix: '3d' }
    : { datetime, fix: 'none' };
  return `${JSON.stringify({ sensors: [board, { sensor: 'gps', ...fix }] })}\n`;
}
