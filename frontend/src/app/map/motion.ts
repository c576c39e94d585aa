import type { WorldPoint } from './mercator';

/** A vehicle's way from where it was drawn to where it is now known to be. Times in ms. */
export interface Motion {
  readonly from: Pose;
  readonly to: Pose;
  readonly startMs: number;
  readonly durationMs: number;
}

/** Where something is and where it heads; degrees clockwise from north. */
export interface Pose extends WorldPoint {
  readonly courseDegrees: number | undefined;
}

/** Frames come at most once a second: a way takes that long at most, so that the drawing is never older. */
export const MOTION_MS = 1000;
/** Farther than this (world units; about 2 km in central Europe) nobody drove: the marker jumps. */
const LONGEST = 2 / 100;

/** A vehicle that stands still. */
export function standing(pose: Pose): Motion {
  return { from: pose, to: pose, startMs: 0, durationMs: 0 };
}

/** The motion that leads from where `motion` is at that time to a new place. */
export function moveTo(motion: Motion, to: Pose, timeMs: number): Motion {
  const from = poseAt(motion, timeMs);
  if (Math.hypot(to.x - from.x, to.y - from.y) > LONGEST) return standing(to);
  return { from, to, startMs: timeMs, durationMs: MOTION_MS };
}

/** Whether it still moves at that time. */
export function isMoving(motion: Motion, timeMs: number): boolean {
  return timeMs < motion.startMs + motion.durationMs;
}

/** How far it goes, world units. */
export function wayLength({ from, to }: Motion): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

/** Where it is drawn at that time. */
export function poseAt(motion: Motion, timeMs: number): Pose {
  const { from, to, startMs, durationMs } = motion;
  if (!isMoving(motion, timeMs)) return to;
  const share = Math.max(0, (timeMs - startMs) / durationMs);
  return {
    x: from.x + (to.x - from.x) * share,
    y: from.y + (to.y - from.y) * share,
    courseDegrees: turnTo(from.courseDegrees, to.courseDegrees, share),
  };
}

/** Turns the shorter way round. */
function turnTo(
  from: number | undefined,
  to: number | undefined,
  share: number,
): number | undefined {
  if (from === undefined || to === undefined) return to;
  const turn = ((to - from + 540) % 360) - 180;
  return (from + turn * share + 360) % 360;
}
