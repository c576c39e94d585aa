import { Component, computed, input } from '@angular/core';

const WIDTH = 120;
const HEIGHT = 32;
const PADDING = 2;

/** A value at a moment, for small drawings; `undefined` is a gap, never a line to zero. */
export interface SparkPoint {
  readonly timeMs: number;
  readonly value: number | undefined;
}

/** The course of a value, small and without axes; the band marks where it usually lies. */
@Component({
  selector: 'naif-sparkline',
  template: `<svg
    [attr.viewBox]="'0 0 ' + width + ' ' + height"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    @if (bandRect(); as rect) {
      <rect class="band" x="0" [attr.width]="width" [attr.y]="rect.y" [attr.height]="rect.height" />
    }
    @if (path(); as d) {
      <path [attr.d]="d" vector-effect="non-scaling-stroke" />
    }
  </svg>`,
  styles: `
    :host {
      display: block;
      block-size: 32px;
    }
    svg {
      inline-size: 100%;
      block-size: 100%;
    }
    path {
      fill: none;
      stroke: var(--series-1);
      stroke-width: 1.5;
      stroke-linejoin: round;
      stroke-linecap: round;
    }
    .band {
      fill: var(--line);
      opacity: 0.5;
    }
  `,
})
export class Sparkline {
  /** In order of time. */
  readonly points = input.required<readonly SparkPoint[]>();
  /** Where the value usually lies. */
  readonly band = input<readonly [from: number, to: number]>();

  protected readonly width = WIDTH;
  protected readonly height = HEIGHT;

  private readonly range = computed(() => {
    const values = this.points().flatMap(({ value }) => (value === undefined ? [] : [value]));
    if (values.length === 0) return null;
    const [low, high] = [Math.min(...values), Math.max(...values)];
    // A value that stands still is drawn in the middle, not blown up to noise.
    const margin = Math.max((high - low) * 0.1, Math.abs(high) * 0.02, 0.5);
    return { low: low - margin, high: high + margin };
  });

  protected readonly path = computed(() => {
    const points = this.points();
    const [first, last] = [points[0], points.at(-1)];
    if (this.range() === null || first === undefined || last === undefined) return null;
    const spanMs = Math.max(1, last.timeMs - first.timeMs);
    let pen = 'M';
    let path = '';
    for (const { timeMs, value } of points) {
      if (value === undefined) {
        pen = 'M';
        continue;
      }
      const x = PADDING + ((timeMs - first.timeMs) / spanMs) * (WIDTH - 2 * PADDING);
      path += `${pen}${x.toFixed(1)} ${this.y(value).toFixed(1)}`;
      pen = 'L';
    }
    return path;
  });

  protected readonly bandRect = computed(() => {
    const band = this.band();
    if (band === undefined || this.range() === null) return null;
    const top = Math.max(0, this.y(band[1]));
    const bottom = Math.min(HEIGHT, this.y(band[0]));
    // A band without an edge in sight would only be a grey ground.
    const inSight = top > 0 || bottom < HEIGHT;
    return inSight && bottom > top ? { y: top, height: bottom - top } : null;
  });

  private y(value: number): number {
    const range = this.range();
    if (range === null) return HEIGHT;
    const share = (value - range.low) / (range.high - range.low);
    return HEIGHT - PADDING - share * (HEIGHT - 2 * PADDING);
  }
}
