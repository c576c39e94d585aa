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

/** Beyond so many different clusters the drawings are forgotten and begun anew. */
const MOST_SPRITES = 1500;
/** Room for ring and mark around the largest disc, CSS pixels. */
const SPRITE_RADIUS = 40;

/**
 * Draws clusters: a disc with the number inside, a ring of the states' shares, and a mark of the worst if
 * it is bad. A cluster is drawn once and then copied: thousands of arcs and texts a frame are slow.
 */
export class ClusterSprites {
  private readonly sprites = new Map<string, HTMLCanvasElement>();

  constructor(
    private palette: Palette,
    private decimalMark = ',',
  ) {}

  /** Forgets what was drawn with other colours. */
  paint(palette: Palette): void {
    this.palette = palette;
    this.sprites.clear();
  }

  /** Forgets what was drawn with another decimal mark. */
  speak(decimalMark: string): void {
    this.decimalMark = decimalMark;
    this.sprites.clear();
  }

  draw(
    context: CanvasRenderingContext2D,
    content: ClusterContent,
    x: number,
    y: number,
    pixelRatio: number,
  ): void {
    const key = `${pixelRatio} ${content.states.join(' ')}`;
    let sprite = this.sprites.get(key);
    if (sprite === undefined) {
      if (this.sprites.size >= MOST_SPRITES) this.sprites.clear();
      sprite = this.make(content, pixelRatio);
      this.sprites.set(key, sprite);
    }
    const side = 2 * SPRITE_RADIUS;
    context.drawImage(sprite, x - SPRITE_RADIUS, y - SPRITE_RADIUS, side, side);
  }

  private make(content: ClusterContent, pixelRatio: number): HTMLCanvasElement {
    const sprite = document.createElement('canvas');
    sprite.width = sprite.height = 2 * SPRITE_RADIUS * pixelRatio;
    const context = sprite.getContext('2d');
    if (context === null) return sprite;
    context.scale(pixelRatio, pixelRatio);
    context.translate(SPRITE_RADIUS, SPRITE_RADIUS);
    drawCluster(context, content, this.palette, this.decimalMark);
    return sprite;
  }
}

function drawCluster(
  context: CanvasRenderingContext2D,
  content: ClusterContent,
  palette: Palette,
  decimalMark: string,
): void {
  const radius = clusterDiscRadius(content.count);
  context.beginPath();
  context.arc(0, 0, radius + 1.5, 0, 2 * Math.PI);
  context.fillStyle = palette.raised;
  context.fill();
  let angle = -Math.PI / 2;
  context.lineWidth = 4;
  for (const [state, count] of content.states) {
    const next = angle + (2 * Math.PI * count) / content.count;
    context.beginPath();
    context.arc(0, 0, radius - 2, angle, next);
    context.strokeStyle = stateColour(state, palette);
    context.stroke();
    angle = next;
  }
  context.fillStyle = palette.text;
  context.font = `600 ${content.count < 1000 ? 13 : 12}px 'Inter Variable', system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(shortCount(content.count, decimalMark), 0, 0.5);
  const worst = content.states[0]?.[0];
  if (worst === 'stale' || worst === 'offline') drawMark(context, worst, radius, palette);
}

/** Silence is told by shape, too: a filled mark for stale, a hollow one for offline. */
function drawMark(
  context: CanvasRenderingContext2D,
  state: 'stale' | 'offline',
  radius: number,
  palette: Palette,
): void {
  const [markX, markY] = [radius * 0.72, -radius * 0.72];
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
