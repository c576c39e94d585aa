import { Component, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { injectWords } from '../i18n/words';
import { type Option, OPTIONS } from './contract-terms';

/** A contract's options, each with a box to tick. */
@Component({
  selector: 'naif-option-boxes',
  templateUrl: './option-boxes.html',
  styles: `
    fieldset {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(220px, 1fr));
      gap: 0 16px;
      margin: 0;
      padding: 0;
      border: 0;
      color: var(--text);
    }
    legend {
      padding: 0 0 4px;
      font-size: 14px;
      font-weight: 550;
    }
    label {
      display: flex;
      gap: 10px;
      align-items: center;
      min-block-size: 36px;
      font-size: 15px;
    }
    input {
      flex: none;
      inline-size: 18px;
      block-size: 18px;
      margin: 0;
      accent-color: var(--primary);
    }
  `,
})
export class OptionBoxes implements FormValueControl<readonly Option[]> {
  protected readonly t = injectWords();
  protected readonly options = OPTIONS;
  readonly value = model<readonly Option[]>([]);

  protected toggle(option: Option): void {
    // In the list's order, so that the same choice is the same value.
    this.value.update((chosen) =>
      OPTIONS.filter((each) => (each === option) !== chosen.includes(each)),
    );
  }
}
