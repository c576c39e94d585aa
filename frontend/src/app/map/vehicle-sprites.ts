import type { VehicleState } from '../live/vehicle-state';
import type { Palette } from './palette';

/** Half of a sprite's side, CSS pixels. */
export const SPRITE_RADIUS = 16;
/** How far a marker of each state reaches, CSS pixels: for pointing at it and for rings around it. */
export const MARKER_RADIUS = 11;

/** The colour that stands for a state. */
export function stateColour(state: VehicleState, palette: Palette): string {
  switch (state) {
    case 'moving':
      return palette.moving;
    case 'stopped':
    case 'parked':
      return palette.stopped;
    case 'stale':
      return palette.stale;
    case 'offline':
    case 'never':
      return palette.offline;
    default:
      return state satisfies never;
  }
}

/** Markers drawn once and then copied: copying is several times faster than drawing paths. */
export class VehicleSprites {
  private readonly sprites = new Map<VehicleState, HTMLCanvasElement>();
  private pixelRatio = 1;

  constructor(private palette: Palette) {}

  /** Forgets what was drawn with other colours. */
  paint(palette: Palette): void {
    this.palette = palette;
    this.sprites.clear();
  }

  /** Draws the marker of a state around a point; a moving one points where it heads. */
  draw(
    context: CanvasRenderingContext2D,
    state: VehicleState,
    x: number,
    y: number,
    courseDegrees: number | undefined,
    pixelRatio: number,
  ): void {
    const sprite = this.sprite(state, pixelRatio);
    const side = 2 * SPRITE_RADIUS;
    if (state !== 'moving' || courseDegrees === undefined) {
      context.drawImage(sprite, x - SPRITE_RADIUS, y - SPRITE_RADIUS, side, side);
      return;
    }
    context.translate(x, y);
    context.rotate((courseDegrees * Math.PI) / 180);
    context.drawImage(sprite, -SPRITE_RADIUS, -SPRITE_RADIUS, side, side);
    context.rotate((-courseDegrees * Math.PI) / 180);
    context.translate(-x, -y);
  }

  private sprite(state: VehicleState, pixelRatio: number): HTMLCanvasElement {
    if (pixelRatio !== this.pixelRatio) this.sprites.clear();
    this.pixelRatio = pixelRatio;
    let sprite = this.sprites.get(state);
    if (sprite === undefined) {
      sprite = this.make(state, pixelRatio);
      this.sprites.set(state, sprite);
    }
    return sprite;
  }

  private make(state: VehicleState, pixelRatio: number): HTMLCanvasElement {
    const sprite = document.createElement('canvas');
    sprite.width = sprite.height = 2 * SPRITE_RADIUS * pixelRatio;
    const context = sprite.getContext('2d');
    if (context === null) return sprite;
    context.scale(pixelRatio, pixelRatio);
    context.translate(SPRITE_RADIUS, SPRITE_RADIUS);
    context.lineJoin = 'round';
    drawShape(context, state, this.palette);
    return sprite;
  }
}

/** The same shapes as the state badge beside words: arrow, disc, square with P, triangle, ring. */
function drawShape(context: CanvasRenderingContext2D, state: VehicleState, palette: Palette): void {
  const colour = stateColour(state, palette);
  switch (state) {
    case 'moving':
      outlined(context, new Path2D('M0-11 8.5 9.5 0 5.2-8.5 9.5Z'), colour, palette.raised);
      return;
    case 'stopped':
      outlined(context, disc(6.5), colour, palette.raised);
      return;
    case 'parked':
      outlined(
        context,
        new Path2D('M-8-5a3 3 0 0 1 3-3H5a3 3 0 0 1 3 3V5a3 3 0 0 1-3 3H-5a3 3 0 0 1-3-3Z'),
        colour,
        palette.raised,
      );
      thin(context, new Path2D('M-2 4.6V-4.2H.9a2.7 2.7 0 0 1 0 5.4H-1.8'), palette.raised);
      return;
    case 'stale':
      outlined(context, new Path2D('M0-9.5 9.8 7.5H-9.8Z'), colour, palette.raised);
      thin(context, new Path2D('M0-3.6V1.4M0 3.8V5.2'), palette.raised);
      return;
    case 'offline':
      hollow(context, colour, palette.raised, []);
      return;
    case 'never':
      hollow(context, colour, palette.raised, [3, 2]);
      return;
    default:
      state satisfies never;
  }
}

function disc(radius: number): Path2D {
  const path = new Path2D();
  path.arc(0, 0, radius, 0, 2 * Math.PI);
  return path;
}

function outlined(
  context: CanvasRenderingContext2D,
  path: Path2D,
  colour: string,
  outline: string,
): void {
  context.strokeStyle = outline;
  context.lineWidth = 4;
  context.stroke(path);
  context.fillStyle = colour;
  context.fill(path);
}

function thin(context: CanvasRenderingContext2D, path: Path2D, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1.8;
  context.stroke(path);
}

function hollow(
  context: CanvasRenderingContext2D,
  colour: string,
  inside: string,
  dashes: readonly number[],
): void {
  context.fillStyle = inside;
  context.fill(disc(8.5));
  context.strokeStyle = colour;
  context.lineWidth = 2.6;
  context.setLineDash([...dashes]);
  context.stroke(disc(6));
  context.setLineDash([]);
}
