import { Component, computed, inject, input } from '@angular/core';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { Now } from './now';

/** How old something is ("il y a 12 s"), moving by itself; the exact time on hover. */
@Component({
  selector: 'naif-age',
  host: { class: 'tabular' },
  template: `<time [attr.datetime]="iso()" [title]="exact()">{{ text() }}</time>`,
  styles: `
    :host {
      white-space: nowrap;
    }
  `,
})
export class Age {
  private readonly format = inject(Format);
  private readonly now = inject(Now);

  /** The moment, ms since the epoch or ISO 8601; missing shows a dash. */
  readonly time = input.required<number | string | null | undefined>();

  protected readonly iso = computed(() => {
    const time = this.time();
    return time === null || time === undefined ? null : new Date(time).toISOString();
  });
  protected readonly exact = computed(() => {
    const iso = this.iso();
    return iso === null ? '' : this.format.time(iso, 'full');
  });
  protected readonly text = computed(() => {
    const iso = this.iso();
    return iso === null ? MISSING : this.format.age(iso, this.now.ms());
  });
}
