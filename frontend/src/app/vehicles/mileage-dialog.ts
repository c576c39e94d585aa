import { Component, inject } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { Control, Field } from '../ui/field';
import { FormFrame } from '../ui/form-frame';
import { FormSession } from '../ui/form-session';
import { calendarDay, needed, wholeNumber } from '../ui/rules';

/** Who may have read an odometer. */
const SOURCES = ['declared', 'inspection', 'obd'] as const;
type Source = (typeof SOURCES)[number];

/** No car has gone further: the server accepts no more. */
const MOST_KM = 3_000_000;

/** What an odometer said. */
export interface MileageFields {
  readonly km: number;
  readonly readOn: string;
  readonly source: Source;
}

/** What the dialog works on. */
export interface MileageDialogData {
  readonly plate: string;
  readonly today: string;
  readonly draftKey: string;
  readonly send: (fields: MileageFields) => Promise<void>;
}

/** Writes down what a vehicle's odometer said. Closes with `true` when done. */
@Component({
  selector: 'naif-mileage-dialog',
  imports: [Control, Field, FormField, FormFrame, MatDialogModule],
  templateUrl: './mileage-dialog.html',
  styleUrls: ['../ui/_form-rows.scss', '../ui/_form-dialog.scss'],
})
export class MileageDialog {
  protected readonly dialog = inject<MatDialogRef<MileageDialog, boolean>>(MatDialogRef);
  protected readonly data = inject<MileageDialogData>(MAT_DIALOG_DATA);
  private readonly format = inject(Format);
  protected readonly t = injectWords();
  /** Odometers of readers who think in miles show them. */
  protected readonly unit = this.format.parts(null, 'km').unit;
  private readonly perKm = this.format.converted(1, 'km');
  protected readonly sources = SOURCES;

  protected readonly editor = new FormSession<Readonly<Record<keyof MileageFields, string>>, void>({
    initial: { km: '', readOn: this.data.today, source: 'declared' },
    schema: (path) => {
      needed(path.km);
      wholeNumber(path.km, 0, Math.floor(MOST_KM * this.perKm));
      needed(path.readOn);
      calendarDay(path.readOn);
    },
    draftKey: () => this.data.draftKey,
    save: ({ km, readOn, source }) =>
      // The list offers these sources alone.
      this.data.send({
        km: Math.round(Number(km) / this.perKm),
        readOn,
        source: source as Source,
      }),
    saved: () => this.dialog.close(true),
  });
}
