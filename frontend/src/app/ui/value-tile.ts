import { Component, input } from '@angular/core';
import { Sparkline, type SparkPoint } from './sparkline';

/** A measured value with its name, its course of late, and a note where one is due. */
@Component({
  selector: 'naif-value-tile',
  imports: [Sparkline],
  host: { class: 'card' },
  template: `
    <h3>{{ label() }}</h3>
    <p class="value tabular" [class.missing]="missing()">{{ value() }}</p>
    <naif-sparkline [points]="points()" [band]="band()" />
    <p class="note quiet" [class.odd]="odd()">{{ note() }}</p>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-rows: auto auto auto minmax(18px, auto);
      gap: 4px;
      padding: 12px 14px 10px;
    }
    h3 {
      margin: 0;
      color: var(--quiet);
      font-size: 13px;
      font-weight: 500;
    }
    .value {
      font-size: 20px;
      font-weight: 600;
      line-height: 1.2;
    }
    .missing {
      color: var(--quiet);
    }
    .note {
      font-size: 12px;
    }
    .odd {
      color: var(--attention);
      font-weight: 550;
    }
  `,
})
export class ValueTile {
  readonly label = input.required<string>();
  /** With its unit, for people. */
  readonly value = input.required<string>();
  readonly missing = input(false);
  readonly points = input.required<readonly SparkPoint[]>();
  readonly band = input<readonly [from: number, to: number]>();
  /** Why it is missing, where it usually lies, or that it does not lie there. */
  readonly note = input('');
  /** The note is a warning. */
  readonly odd = input(false);
}
