import { severity, type VehicleState } from '../live/vehicle-state';
import type { Palette } from './palette';
import { stateColour } from './vehicle-sprites';

/** What a cluster holds, counted once when it is made. */
export interface ClusterContent {
  readonly count: number;
  /** The states inside with their numbers, the worst first. */
  readonly states: readonly (readonly [state: VehicleState, count: number])[];
}

/** Counts the states of a cluster's members. */
export function clusterContent(states: Iterable<VehicleState>): ClusterContent {
  const counts = new Map<VehicleState, number>();
  let count = 0;
  for (const state of states) {
    counts.set(state, (counts.get(state) ?? 0) + 1);
    count++;
  }
  return { count, states: [...counts].sort(([a], [b]) => severity(a) - severity(b)) };
}

/** Larger clusters are drawn larger, slowly: 2 → 16, 100 → 22, 10 000 → 29 CSS pixels. */
export function clusterDiscRadius(count: number): number {
  return 15 + 3.5 * Math.log10(count);
}

/** A number that fits: 999, 1,2k, 12k. The exact one is in the list and read by screen readers. */
export function shortCount(count: number, decimalMark: string): string {
  if (count < 1000) return String(count);
  if (count >= 10_000) return `${Math.floor(count / 1000)}k`;
  return `${(Math.floor(count / 100) / 10).toFixed(1).replace('.', decimalMark)}k`;
}

/** A disc with the number inside, a ring of the states' shares, and a mark of the worst if it is bad. */
export function drawCluster(
  context: CanvasRenderingContext2D,
  content: ClusterContent,
  x: number,
  y: number,
  palette: Palette,
  decimalMark: string,
): void {
  const radius = clusterDiscRadius(content.count);
  context.beginPath();
  context.arc(x, y, radius + 1.5, 0, 2 * Math.PI);
  context.fillStyle = palette.raised;
  context.fill();
  let angle = -Math.PI / 2;
  context.lineWidth = 4;
  for (const [state, count] of content.states) {
    const next = angle + (2 * Math.PI * count) / content.count;
    context.beginPath();
    context.arc(x, y, radius - 2, angle, next);
    context.strokeStyle = stateColour(state, palette);
    context.stroke();
    angle = next;
  }
  context.fillStyle = palette.text;
  context.font = `600 ${content.count < 1000 ? 13 : 12}px 'Inter Variable', system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(shortCount(content.count, decimalMark), x, y + 0.5);
  const worst = content.states[0]?.[0];
  if (worst === 'stale' || worst === 'offline') drawMark(context, worst, x, y, radius, palette);
}

/** Silence is told by shape, too: a filled mark for stale, a hollow one for offline. */
function drawMark(
  context: CanvasRenderingContext2D,
  state: 'stale' | 'offline',
  x: number,
  y: number,
  radius: number,
  palette: Palette,
): void {
  const [markX, markY] = [x + radius * 0.72, y - radius * 0.72];
  context.beginPath();
  context.arc(markX, markY, 6, 0, 2 * Math.PI);
  context.fillStyle = palette.raised;
  context.fill();
  context.beginPath();
  context.arc(markX, markY, 3.6, 0, 2 * Math.PI);
  if (state === 'stale') {
    context.fillStyle = palette.stale;
    context.fill();
  } else {
    context.strokeStyle = palette.offline;
    context.lineWidth = 2;
    context.stroke();
  }
}
