import type { Palette } from './palette';
import { type Stretch, speedBand, type TrackVertex } from './track';
import { type View, ViewCanvas } from './view-canvas';

const LINE_WIDTH = 4;
/** Drawn around the line, so that it reads on every ground. */
const CASING_WIDTH = LINE_WIDTH + 3;

/** Draws one track: coloured by speed, broken at gaps, with its start, its end and the cursor. */
export class TrackLayer extends ViewCanvas {
  private track: readonly Stretch[] = [];
  private cursor: number | null = null;

  constructor(private palette: Palette) {
    super('naif-track', 450);
  }

  /** Shows another track. */
  show(track: readonly Stretch[]): void {
    this.track = track;
    this.invalidate();
  }

  /** Marks the point with this index in the list of points; `null`: none. */
  mark(cursor: number | null): void {
    this.cursor = cursor;
    this.invalidate();
  }

  /** Draws with the colours of another theme. */
  paint(palette: Palette): void {
    this.palette = palette;
    this.invalidate();
  }

  protected override draw(context: CanvasRenderingContext2D, view: View): boolean {
    context.lineJoin = 'round';
    context.lineCap = 'round';
    for (const stretch of this.track) this.casing(context, view, stretch);
    this.gaps(context, view);
    for (const stretch of this.track) this.coloured(context, view, stretch);
    this.ends(context, view);
    this.markCursor(context, view);
    return false;
  }

  private casing(context: CanvasRenderingContext2D, view: View, stretch: Stretch): void {
    context.beginPath();
    for (const vertex of stretch) context.lineTo(...screen(vertex, view));
    context.strokeStyle = this.palette.raised;
    context.lineWidth = CASING_WIDTH;
    context.stroke();
  }

  /** The unknown way between two stretches: dots that no one takes for a road. */
  private gaps(context: CanvasRenderingContext2D, view: View): void {
    context.save();
    context.strokeStyle = this.palette.quiet;
    context.lineWidth = 1.5;
    context.setLineDash([1, 6]);
    for (const [index, stretch] of this.track.entries()) {
      const before = this.track[index - 1]?.at(-1);
      const after = stretch[0];
      if (before === undefined || after === undefined) continue;
      context.beginPath();
      context.moveTo(...screen(before, view));
      context.lineTo(...screen(after, view));
      context.stroke();
    }
    context.restore();
  }

  /** One path per run of a band: few strokes even for ten thousand points. */
  private coloured(context: CanvasRenderingContext2D, view: View, stretch: Stretch): void {
    context.lineWidth = LINE_WIDTH;
    let band: number | undefined;
    let open = false;
    for (const [index, vertex] of stretch.entries()) {
      const before = stretch[index - 1];
      if (before === undefined) continue;
      const next = speedBand(vertex.speedKmh);
      if (!open || next !== band) {
        if (open) context.stroke();
        band = next;
        open = true;
        context.strokeStyle = this.colour(band);
        context.beginPath();
        context.moveTo(...screen(before, view));
      }
      context.lineTo(...screen(vertex, view));
    }
    if (open) context.stroke();
  }

  private colour(band: number | undefined): string {
    const { speed1, speed2, speed3, speed4, speed5, speed6, quiet } = this.palette;
    return [speed1, speed2, speed3, speed4, speed5, speed6][band ?? -1] ?? quiet;
  }

  private ends(context: CanvasRenderingContext2D, view: View): void {
    const start = this.track[0]?.[0];
    const end = this.track.at(-1)?.at(-1);
    if (start !== undefined) this.ring(context, screen(start, view), this.palette.moving);
    if (end !== undefined) this.flag(context, screen(end, view));
  }

  private ring(context: CanvasRenderingContext2D, [x, y]: [number, number], colour: string): void {
    context.beginPath();
    context.arc(x, y, 6, 0, 2 * Math.PI);
    context.fillStyle = this.palette.raised;
    context.fill();
    context.lineWidth = 3;
    context.strokeStyle = colour;
    context.stroke();
  }

  /** The end is a square: start and end differ by shape, too. */
  private flag(context: CanvasRenderingContext2D, [x, y]: [number, number]): void {
    context.beginPath();
    context.roundRect(x - 6, y - 6, 12, 12, 3);
    context.fillStyle = this.palette.text;
    context.fill();
    context.lineWidth = 2;
    context.strokeStyle = this.palette.raised;
    context.stroke();
  }

  private markCursor(context: CanvasRenderingContext2D, view: View): void {
    const vertex = this.vertexAt(this.cursor);
    if (vertex === undefined) return;
    const [x, y] = screen(vertex, view);
    context.beginPath();
    context.arc(x, y, 13, 0, 2 * Math.PI);
    context.globalAlpha = 0.25;
    context.fillStyle = this.palette.primary;
    context.fill();
    context.globalAlpha = 1;
    context.beginPath();
    context.arc(x, y, 7, 0, 2 * Math.PI);
    context.fill();
    context.lineWidth = 2.5;
    context.strokeStyle = this.palette.raised;
    context.stroke();
  }

  private vertexAt(index: number | null): TrackVertex | undefined {
    if (index === null) return undefined;
    let best: TrackVertex | undefined;
    for (const stretch of this.track) {
      for (const vertex of stretch) {
        if (vertex.index > index) return best;
        best = vertex;
      }
    }
    return best;
  }
}

function screen(vertex: TrackVertex, view: View): [number, number] {
  return [vertex.x * view.scale - view.left, vertex.y * view.scale - view.top];
}
