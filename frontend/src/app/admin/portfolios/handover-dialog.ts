import { Component, inject } from '@angular/core';
import { FormField, type SchemaPathTree } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogModule, MatDialogRef } from '@angular/material/dialog';
import type { Portfolio } from '../../directory/portfolio-store';
import { injectWords } from '../../i18n/words';
import { Control, Field } from '../../ui/field';
import { FormFrame } from '../../ui/form-frame';
import { FormSession } from '../../ui/form-session';
import { atMost, calendarDay, needed } from '../../ui/rules';
import type { NewHandover } from './handover-store';

/** What the dialog works on. */
export interface HandoverDialogData {
  readonly people: readonly Portfolio[];
  /** The first day that is offered. */
  readonly today: string;
  readonly draftKey: string;
  readonly send: (handover: NewHandover) => Promise<void>;
}

interface HandoverModel {
  readonly fromAccountId: string;
  readonly toAccountId: string;
  readonly fromDay: string;
  readonly untilDay: string;
  readonly reason: string;
}

/** Has somebody stand in for a colleague. Closes with `true` when it is saved. */
@Component({
  selector: 'naif-handover-dialog',
  imports: [Control, Field, FormField, FormFrame, MatDialogModule],
  template: `
    <h2 mat-dialog-title>{{ t('portfolios.handOver') }}</h2>
    <mat-dialog-content>
      <naif-form-frame [session]="editor" [action]="t('portfolios.save')" (left)="dialog.close()">
        <p class="lead">{{ t('portfolios.handOverLead') }}</p>
        <naif-field [of]="editor.form.fromAccountId" [label]="t('portfolios.from')">
          <select naifControl [formField]="editor.form.fromAccountId">
            <option value="" disabled>{{ t('portfolios.choose') }}</option>
            @for (person of data.people; track person.accountId) {
              <option [value]="person.accountId">{{ person.name }}</option>
            }
          </select>
        </naif-field>
        <naif-field [of]="editor.form.toAccountId" [label]="t('portfolios.to')">
          <select naifControl [formField]="editor.form.toAccountId">
            <option value="" disabled>{{ t('portfolios.choose') }}</option>
            @for (person of open; track person.accountId) {
              <option [value]="person.accountId">{{ person.name }}</option>
            }
          </select>
        </naif-field>
        <div class="pair">
          <naif-field [of]="editor.form.fromDay" [label]="t('portfolios.fromDay')">
            <input naifControl type="date" [formField]="editor.form.fromDay" />
          </naif-field>
          <naif-field
            [of]="editor.form.untilDay"
            [label]="t('portfolios.untilDay')"
            [help]="t('portfolios.untilHelp')"
            [optional]="true"
          >
            <input naifControl type="date" [formField]="editor.form.untilDay" />
          </naif-field>
        </div>
        <naif-field [of]="editor.form.reason" [label]="t('portfolios.reason')">
          <input naifControl autocomplete="off" [formField]="editor.form.reason" />
        </naif-field>
      </naif-form-frame>
    </mat-dialog-content>
  `,
  styleUrls: ['../../ui/_form-rows.scss', '../../ui/_form-dialog.scss'],
})
export class HandoverDialog {
  protected readonly dialog = inject<MatDialogRef<HandoverDialog, boolean>>(MatDialogRef);
  protected readonly data = inject<HandoverDialogData>(MAT_DIALOG_DATA);
  protected readonly t = injectWords();
  protected readonly open = this.data.people.filter(({ closed }) => !closed);

  protected readonly editor = new FormSession<HandoverModel, void>({
    initial: {
      fromAccountId: '',
      toAccountId: '',
      fromDay: this.data.today,
      untilDay: '',
      reason: '',
    },
    schema: rules,
    draftKey: () => this.data.draftKey,
    save: ({ untilDay, ...fields }) =>
      this.data.send({ ...fields, ...(untilDay === '' ? {} : { untilDay }) }),
    saved: () => this.dialog.close(true),
  });
}

function rules(path: SchemaPathTree<HandoverModel>): void {
  for (const field of [path.fromAccountId, path.toAccountId, path.fromDay, path.reason]) {
    needed(field);
  }
  calendarDay(path.fromDay);
  calendarDay(path.untilDay);
  atMost(path.reason, 200);
}
