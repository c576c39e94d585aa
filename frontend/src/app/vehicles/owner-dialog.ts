import { Component, inject } from '@angular/core';
import { FormField, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import { injectWords } from '../i18n/words';
import type { FaultWords } from '../ui/fault-words';
import { Control, Field } from '../ui/field';
import { FormFrame } from '../ui/form-frame';
import { FormSession } from '../ui/form-session';
import type { Lookup } from '../ui/lookup';
import { Picker } from '../ui/picker';
import { calendarDay, needed } from '../ui/rules';

/** What the dialog works on. */
export interface OwnerDialogData {
  readonly plate: string;
  /** What people call the present owner. */
  readonly owner: string;
  /** The day that it usually counts from. */
  readonly today: string;
  readonly clients: Lookup;
  readonly draftKey: string;
  readonly send: (clientId: string, since: string) => Promise<void>;
  /** Reads the vehicle again after somebody else changed it. */
  readonly readAgain: () => Promise<void>;
}

interface OwnerModel {
  readonly clientId: string;
  readonly since: string;
  /** The plate, typed again: what the owners see of the vehicle is parted for good. */
  readonly confirmation: string;
}

/** Hands a vehicle to another client: to whom, from which day on, and the plate to confirm it. */
@Component({
  selector: 'naif-owner-dialog',
  imports: [Control, Field, FormField, FormFrame, MatDialogModule, Picker],
  template: `
    <h2 mat-dialog-title>
      {{ t('vehicles.ownerChange') }} <span class="quiet">{{ data.plate }}</span>
    </h2>
    <mat-dialog-content>
      <naif-form-frame
        [session]="editor"
        [action]="t('vehicles.ownerChange')"
        (left)="dialog.close()"
      >
        <p class="lead">{{ t('vehicles.ownerLead', { owner: data.owner }) }}</p>
        <naif-field [of]="editor.form.clientId" [label]="t('vehicles.ownerNext')">
          <naif-picker
            [lookup]="data.clients"
            [hint]="t('vehicles.clientHint')"
            [formField]="editor.form.clientId"
          />
        </naif-field>
        <naif-field
          [of]="editor.form.since"
          [label]="t('vehicles.ownerSince')"
          [help]="t('vehicles.ownerSinceHelp')"
        >
          <input naifControl type="date" [max]="data.today" [formField]="editor.form.since" />
        </naif-field>
        <naif-field
          [of]="editor.form.confirmation"
          [label]="t('form.typeName', { name: data.plate })"
          [faults]="confirmations"
        >
          <input
            naifControl
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            [formField]="editor.form.confirmation"
          />
        </naif-field>
      </naif-form-frame>
    </mat-dialog-content>
  `,
  styleUrls: ['../ui/_form-rows.scss', '../ui/_form-dialog.scss'],
})
export class OwnerDialog {
  protected readonly dialog = inject<MatDialogRef<OwnerDialog, boolean>>(MatDialogRef);
  protected readonly data = inject<OwnerDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();
  protected readonly confirmations: FaultWords = { otherName: 'form.typeNameMismatch' };

  private readonly initial: OwnerModel = {
    clientId: '',
    since: this.data.today,
    confirmation: '',
  };
  protected readonly editor = new FormSession<OwnerModel, void>({
    initial: this.initial,
    schema: (path) => {
      needed(path.clientId);
      needed(path.since);
      calendarDay(path.since);
      validate(path.confirmation, ({ value }) =>
        plain(value()) === plain(this.data.plate) ? null : { kind: 'otherName' },
      );
    },
    draftKey: () => this.data.draftKey,
    save: ({ clientId, since }) => this.data.send(clientId, since),
    saved: () => this.dialog.close(true),
    readAgain: async () => {
      await this.data.readAgain();
      return this.initial;
    },
  });

  constructor() {
    // A plate that was typed another day confirms nothing today.
    this.editor.discard();
  }
}

/** Plates are the same whatever their case, blanks and hyphens. */
function plain(plate: string): string {
  return plate.replace(/[\s-]/g, '').toUpperCase();
}
