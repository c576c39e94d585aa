import type { GpsState, ObdState } from '@naif/wire';
import type { LineFault } from '../serial/line.js';

/** What a fault of a serial line means, for people, without a full stop. */
export function faultWords(fault: LineFault): string {
  switch (fault) {
    case 'missing':
      return 'nothing is plugged in';
    case 'taken':
      return 'another program has it';
    case 'failed':
      return 'the system refuses it';
    case 'unplugged':
      return 'it was unplugged';
    case 'silent':
      return 'it says nothing';
    case 'flooded':
      return 'it never stops talking';
    case 'not-recognised':
      return 'what it says is not understood';
  }
}

/** How the receiver does, for people. */
export function gpsWords(state: GpsState): string {
  switch (state) {
    case 'ok':
      return 'has a fix';
    case 'no-fix':
      return 'talks, but sees too few satellites for a fix';
    case 'silent':
      return 'says nothing usable';
    case 'missing':
      return 'is not there';
  }
}

/** How the adapter and the car behind it do, for people. */
export function obdWords(state: ObdState): string {
  switch (state) {
    case 'ok':
      return 'talks with the car, engine running';
    case 'engine-off':
      return 'talks with the car, engine off';
    case 'no-car':
      return 'answers, the car does not';
    case 'silent':
      return 'says nothing usable';
    case 'missing':
      return 'is not there';
  }
}

/** A stretch of time as people say it. */
export function span(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129_600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86_400)} days`;
}
