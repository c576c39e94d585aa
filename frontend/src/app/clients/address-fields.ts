import { Component, computed, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { countryChoices } from '../format/countries';
import { LanguageStore } from '../i18n/language-store';
import { injectWords } from '../i18n/words';
import { Control, Field } from '../ui/field';
import type { AddressModel } from './client-model';

/** The fields of a postal address, inside a form. */
@Component({
  selector: 'naif-address-fields',
  imports: [Control, Field, FormField],
  templateUrl: './address-fields.html',
  styleUrl: '../ui/_form-rows.scss',
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      gap: 20px;
    }
  `,
})
export class AddressFields {
  private readonly language = inject(LanguageStore).language;
  protected readonly t = injectWords();

  /** The address in the form. */
  readonly of = input.required<FieldTree<AddressModel>>();
  /** It may be left out as a whole. */
  readonly optional = input(false);

  protected readonly countries = computed(() =>
    countryChoices(this.of().country().value(), this.language()),
  );
}
