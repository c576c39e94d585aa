import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  effect,
  type ElementRef,
  inject,
  input,
  model,
  untracked,
  viewChild,
  ViewEncapsulation,
} from '@angular/core';
import uPlot from 'uplot';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { injectWords } from '../i18n/words';
import type { LiveReading } from '../live/frames';
import { Theme } from '../ui/theme';
import { gapOf, graphData } from './graph-data';
import { graphOptions } from './graph-options';

/**
 * Speed and engine speed over time. The cursor is shared with the map: whoever is touched moves it. With
 * the keyboard the graph is a slider over the readings, and says what each of them was.
 */
@Component({
  selector: 'naif-track-graph',
  template: `
    <p class="readout tabular" aria-hidden="true">
      <span class="time">{{ readout().time }}</span>
      <span class="speed"><i></i>{{ readout().speed }}</span>
      <span class="rpm"><i></i>{{ readout().rpm }}</span>
    </p>
    <div
      #plot
      class="plot"
      role="slider"
      tabindex="0"
      aria-valuemin="0"
      [attr.aria-label]="t('vehicle.graph')"
      [attr.aria-valuemax]="readings().length - 1"
      [attr.aria-valuenow]="shownIndex()"
      [attr.aria-valuetext]="spoken()"
      [title]="t('vehicle.graphHint')"
      (keydown)="step($event)"
      (blur)="cursorIndex.set(null)"
    ></div>
  `,
  styleUrl: './track-graph.scss',
  // uPlot makes its elements itself: scoped styles would not reach them.
  encapsulation: ViewEncapsulation.None,
})
export class TrackGraph {
  private readonly format = inject(Format);
  private readonly theme = inject(Theme);
  protected readonly t = injectWords();

  /** In order of time. */
  readonly readings = input.required<readonly LiveReading[]>();
  /** Width of the buckets of a reduced track, ms. */
  readonly bucketMs = input<number>();
  /** Index of the reading that is looked at; `null`: none. */
  readonly cursorIndex = model<number | null>(null);

  private readonly plotElement = viewChild.required<ElementRef<HTMLElement>>('plot');
  private readonly data = computed(() => graphData(this.readings(), gapOf(this.bucketMs())));
  private plot: uPlot | undefined;

  protected readonly shownIndex = computed(() => this.cursorIndex() ?? this.readings().length - 1);
  protected readonly readout = computed(() => {
    const reading = this.readings()[this.shownIndex()];
    return {
      time: reading === undefined ? MISSING : this.format.time(reading.time, 'seconds'),
      speed: this.format.quantity(reading?.speedKmh, 'km/h'),
      rpm: this.format.quantity(reading?.rpm, this.t('unit.rpm')),
    };
  });
  protected readonly spoken = computed(() => Object.values(this.readout()).join(', '));

  constructor() {
    const resize = new ResizeObserver(() => this.fit());
    afterNextRender(() => resize.observe(this.plotElement().nativeElement));
    inject(DestroyRef).onDestroy(() => {
      resize.disconnect();
      this.plot?.destroy();
    });
    effect(() => {
      // Colours, words and units are part of the drawing: it is made anew when one of them changes.
      this.theme.current();
      this.t('unit.rpm');
      this.format.converted(1, 'km/h');
      untracked(() => this.draw());
    });
    effect(() => {
      const data = this.columns();
      // At once: the cursor is placed by the scales that the new data makes.
      this.plot?.batch((plot: uPlot) => plot.setData(data));
      this.place(untracked(this.cursorIndex));
    });
    effect(() => this.place(this.cursorIndex()));
  }

  protected step(event: KeyboardEvent): void {
    const last = this.readings().length - 1;
    const target = stepTarget(event.key, this.shownIndex(), last);
    if (target === undefined || last < 0) return;
    event.preventDefault();
    this.cursorIndex.set(target);
  }

  private draw(): void {
    this.plot?.destroy();
    const element = this.plotElement().nativeElement;
    const options = graphOptions({
      width: Math.max(element.clientWidth, 200),
      height: Math.max(element.clientHeight, 120),
      colour: (name) => getComputedStyle(element).getPropertyValue(name).trim(),
      time: (ms, style) => this.format.time(ms, style),
      number: (value) => this.format.number(value),
    });
    const plot = new uPlot(options, this.columns(), element);
    plot.over.addEventListener('pointermove', (event) => {
      const left = event.clientX - plot.over.getBoundingClientRect().left;
      this.cursorIndex.set(this.data().indexOf[plot.posToIdx(left)] ?? null);
    });
    plot.over.addEventListener('pointerleave', () => this.cursorIndex.set(null));
    this.plot = plot;
  }

  /** The columns as uPlot takes them, in the reader's units. */
  private columns(): uPlot.AlignedData {
    const { times, speedKmh, rpm } = this.data();
    const factor = this.format.converted(1, 'km/h');
    const speeds = speedKmh.map((speed) => (speed === null ? null : speed * factor));
    return [[...times], speeds, [...rpm]];
  }

  private fit(): void {
    const { clientWidth: width, clientHeight: height } = this.plotElement().nativeElement;
    if (width > 0 && height > 0) this.plot?.setSize({ width, height });
  }

  private place(index: number | null): void {
    const plot = this.plot;
    if (plot === undefined) return;
    const { times, rowOf } = untracked(this.data);
    const time = index === null ? undefined : times[rowOf[index] ?? -1];
    const [left, top] =
      time === undefined ? [-10, -10] : [plot.valToPos(time, 'x'), plot.over.clientHeight / 2];
    plot.setCursor({ left, top });
  }
}

function stepTarget(key: string, index: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return Math.max(0, index - 1);
    case 'ArrowRight':
    case 'ArrowUp':
      return Math.min(last, index + 1);
    case 'PageDown':
      return Math.max(0, index - 20);
    case 'PageUp':
      return Math.min(last, index + 20);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
