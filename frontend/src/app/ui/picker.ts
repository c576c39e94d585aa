import { Component, effect, input, linkedSignal, model, output } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { type Choice, Combobox } from './combobox';
import type { Lookup } from './lookup';

/** A form's field for one of many records: its value is the id of what was chosen, empty while nothing is. */
@Component({
  selector: 'naif-picker',
  imports: [Combobox],
  template: `
    <naif-combobox
      icon="search"
      [choices]="lookup().choices()"
      [text]="shown()"
      [loading]="lookup().loading()"
      [failed]="lookup().failed()"
      [hint]="hint()"
      (typed)="type($event)"
      (chosen)="choose($event)"
      (left)="touch.emit()"
    />
  `,
})
export class Picker implements FormValueControl<string> {
  readonly value = model('');
  readonly touch = output();

  readonly lookup = input.required<Lookup>();
  /** What is chosen already is called so. */
  readonly title = input('');
  readonly hint = input('');

  /** Something was chosen by hand. */
  readonly picked = output<Choice>();

  protected readonly shown = linkedSignal(() => this.title());

  constructor() {
    // Emptied from outside: by a draft that was thrown away, or another choice above.
    effect(() => {
      if (this.value() === '' && this.lookup().text() === '') this.shown.set('');
    });
  }

  protected type(text: string): void {
    this.shown.set(text);
    this.value.set('');
    this.lookup().type(text);
  }

  protected choose(choice: Choice): void {
    this.shown.set(choice.title);
    this.value.set(choice.id);
    this.lookup().type('');
    this.picked.emit(choice);
  }
}
