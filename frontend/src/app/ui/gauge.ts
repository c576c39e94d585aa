import { Component, computed, input } from '@angular/core';

/** The arc spans 240°, open at the bottom. */
const START = -210;
const SPAN = 240;
const RADIUS = 42;

/**
 * A value on a scale, as an arc. The number in its middle is the content; to screen readers only the
 * words beside it speak.
 */
@Component({
  selector: 'naif-gauge',
  template: `
    <svg viewBox="0 0 100 80" aria-hidden="true">
      <path class="scale" [attr.d]="arc(0, 1)" />
      @if (usual(); as usual) {
        <path class="usual" [attr.d]="arc(usual[0], usual[1], 36)" />
      }
      @if (share(); as share) {
        <path class="value" [class.odd]="odd()" [attr.d]="arc(0, share)" />
      }
    </svg>
    <div class="content"><ng-content /></div>
  `,
  styles: `
    :host {
      display: block;
      position: relative;
      inline-size: 100%;
      max-inline-size: 190px;
    }
    svg {
      display: block;
      inline-size: 100%;
    }
    path {
      fill: none;
      stroke-width: 7;
      stroke-linecap: round;
    }
    .scale {
      stroke: var(--line);
    }
    .value {
      stroke: var(--primary);
    }
    .value.odd {
      stroke: var(--attention);
    }
    .usual {
      stroke: var(--quiet);
      stroke-width: 1.5;
      opacity: 0.7;
    }
    .content {
      position: absolute;
      inset: 34% 0 auto;
      text-align: center;
    }
  `,
})
export class Gauge {
  /** Missing shows the empty scale. */
  readonly value = input.required<number | undefined>();
  readonly scale = input.required<readonly [from: number, to: number]>();
  /** Where the value usually lies. */
  readonly normal = input<readonly [from: number, to: number]>();
  /** The value is not where it usually lies. */
  readonly odd = input(false);

  protected readonly share = computed(() => {
    const value = this.value();
    // A sliver stays visible at the lower end, so that zero differs from missing.
    return value === undefined ? null : Math.max(0.005, this.shareOf(value));
  });
  protected readonly usual = computed(() => {
    const normal = this.normal();
    if (normal === undefined || this.value() === undefined) return null;
    return [this.shareOf(normal[0]), this.shareOf(normal[1])] as const;
  });

  protected arc(from: number, to: number, radius = RADIUS): string {
    const point = (share: number): string => {
      const angle = ((START + share * SPAN) * Math.PI) / 180;
      return `${(50 + radius * Math.cos(angle)).toFixed(2)} ${(50 + radius * Math.sin(angle)).toFixed(2)}`;
    };
    const large = (to - from) * SPAN > 180 ? 1 : 0;
    return `M${point(from)}A${radius} ${radius} 0 ${large} 1 ${point(to)}`;
  }

  private shareOf(value: number): number {
    const [from, to] = this.scale();
    return Math.min(1, Math.max(0, (value - from) / (to - from)));
  }
}
