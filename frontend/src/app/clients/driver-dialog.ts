import { Component, inject } from '@angular/core';
import { FormField } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';
import { Control, Field } from '../ui/field';
import { FormFrame } from '../ui/form-frame';
import { FormSession } from '../ui/form-session';
import { atMost, calendarDay, needed } from '../ui/rules';
import { type DriverFields, driverFields, type DriverModel, RELATIONS } from './driver-model';

/** What the dialog works on. */
export interface DriverDialogData {
  readonly title: string;
  readonly initial: DriverModel;
  readonly draftKey: string;
  readonly send: (fields: DriverFields) => Promise<void>;
  /** Reads the driver again after somebody else changed them. */
  readonly readAgain: () => Promise<DriverModel>;
}

/** Names a driver, or corrects one. Closes with `true` when done. */
@Component({
  selector: 'naif-driver-dialog',
  imports: [Control, Field, FormField, FormFrame, MatDialogModule],
  templateUrl: './driver-dialog.html',
  styleUrls: ['../ui/_form-rows.scss', '../ui/_form-dialog.scss'],
})
export class DriverDialog {
  protected readonly dialog = inject<MatDialogRef<DriverDialog, boolean>>(MatDialogRef);
  protected readonly data = inject<DriverDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();
  protected readonly relations = RELATIONS;

  protected readonly editor = new FormSession<DriverModel, void>({
    initial: this.data.initial,
    schema: (path) => {
      for (const name of [path.lastName, path.firstName]) {
        needed(name);
        atMost(name, 100);
      }
      needed(path.birthDate);
      for (const day of [path.birthDate, path.licenceDate]) calendarDay(day);
    },
    draftKey: () => this.data.draftKey,
    save: (model) => this.data.send(driverFields(model)),
    saved: () => this.dialog.close(true),
    readAgain: () => this.data.readAgain(),
  });
}
