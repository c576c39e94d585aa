import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  ElementRef,
  inject,
  Injector,
  input,
  signal,
} from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { injectFaultWords } from './fault-words';
import { Control, Field } from './field';
import { FormFrame } from './form-frame';
import { Icon } from './icon';

let lists = 0;

/**
 * Several texts of one kind, a row each, that can be added and removed. The form holds as many as there can be, empty
 * where nothing is entered: a row that goes leaves no field behind. A fault of one stands beside its row, a fault of them
 * all below them; two people's work is compared as a whole.
 */
@Component({
  selector: 'naif-text-rows',
  imports: [Control, Field, FormField, Icon],
  template: `
    <div class="rows" role="group" [attr.aria-label]="label()" [attr.aria-describedby]="fault()">
      @for (row of rows(); track $index) {
        <div class="row">
          <naif-field [of]="row" [label]="rowLabel()($index)">
            <input naifControl autocomplete="off" [type]="type()" [formField]="row" />
          </naif-field>
          <button
            type="button"
            class="icon-button"
            [attr.aria-label]="removeLabel()(rowLabel()($index))"
            [title]="removeLabel()(rowLabel()($index))"
            (click)="removeRow($index)"
          >
            <naif-icon name="close" />
          </button>
        </div>
      }
      @if (error(); as error) {
        <p class="field-error" [id]="id + '-error'">{{ error }}</p>
      }
      @if (rows().length < of().length) {
        <button type="button" class="button quiet-button add" (click)="addRow()">
          <naif-icon name="add" />{{ addLabel() }}
        </button>
      }
    </div>
  `,
  styles: `
    .rows {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    .row {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 4px;
    }
    /* Beside the control, below its label. */
    .icon-button {
      margin-block-start: 26px;
    }
    /* Its word in line with the labels. */
    .add {
      justify-self: start;
      margin-inline-start: -17px;
      font-size: 14px;
    }
  `,
})
export class TextRows {
  private readonly frame = inject(FormFrame);
  private readonly injector = inject(Injector);
  private readonly sayFault = injectFaultWords();
  readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly id = `rows-${++lists}`;

  /** The list in the form. */
  readonly of = input.required<FieldTree<readonly string[]>>();
  /** What they are together. */
  readonly label = input.required<string>();
  readonly addLabel = input.required<string>();
  /** What a row is called, by its place from 0. */
  readonly rowLabel = input.required<(index: number) => string>();
  /** What removes the row of this label. */
  readonly removeLabel = input.required<(label: string) => string>();
  /** What kind of control: `tel`, say. */
  readonly type = input('text');

  readonly look = computed(() => this.of()());
  /** So many rows were asked for; more are shown where more are filled in. */
  private readonly opened = signal(0);
  protected readonly rows = computed(() => {
    const filled =
      this.look()
        .value()
        .findLastIndex((text) => text !== '') + 1;
    return [...this.of()].slice(0, Math.max(this.opened(), filled));
  });
  readonly error = computed(() => {
    const code = this.frame.session().faultOf(this.look());
    return code === null ? null : this.sayFault(code);
  });
  protected readonly fault = computed(() => (this.error() === null ? null : `${this.id}-error`));

  constructor() {
    this.frame.add(this);
    inject(DestroyRef).onDestroy(() => this.frame.remove(this));
  }

  /** Puts the keyboard into the first row, or where one is added. */
  focus(): void {
    this.focusRow(0);
  }

  protected addRow(): void {
    const { length } = this.rows();
    this.opened.set(length + 1);
    this.whenShown(() => this.focusRow(length));
  }

  /** The keyboard stays where the row was: in the next one, or at what adds one. */
  protected removeRow(index: number): void {
    this.opened.set(this.rows().length - 1);
    this.look().value.update((texts) => [...texts.filter((_, each) => each !== index), '']);
    this.whenShown(() => this.focusRow(index));
  }

  private focusRow(index: number): void {
    const controls = this.element.querySelectorAll<HTMLElement>('.control');
    (controls[index] ?? this.element.querySelector<HTMLElement>('.add'))?.focus();
  }

  private whenShown(run: () => void): void {
    afterNextRender({ read: run }, { injector: this.injector });
  }
}
