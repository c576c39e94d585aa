import {
  Component,
  computed,
  DestroyRef,
  Directive,
  ElementRef,
  inject,
  input,
} from '@angular/core';
import { injectWords } from '../i18n/words';
import { type FaultWords, injectFaultWords } from './fault-words';
import { FormFrame } from './form-frame';
import type { FieldLook } from './form-session';

let fields = 0;

/** A field of a form: its label above, help under it, and what is wrong with it beside it in plain words. */
@Component({
  selector: 'naif-field',
  host: { class: 'field' },
  template: `
    <label [attr.for]="id">
      {{ label() }}
      @if (optional()) {
        <span class="quiet">{{ t('form.optional') }}</span>
      }
    </label>
    <ng-content />
    @if (error(); as error) {
      <p class="field-error" [id]="id + '-error'">{{ error }}</p>
    }
    @if (help() !== '') {
      <p class="help quiet" [id]="id + '-help'">{{ help() }}</p>
    }
  `,
  styles: `
    label .quiet {
      font-weight: 400;
    }
    .help {
      font-size: 13px;
    }
  `,
})
export class Field {
  private readonly frame = inject(FormFrame);
  private readonly sayFault = injectFaultWords();
  protected readonly t = injectWords();
  readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly id = `field-${++fields}`;

  /** The field of the form that it shows. */
  readonly of = input.required<() => FieldLook>();
  readonly label = input.required<string>();
  readonly help = input('');
  /** May stay empty. */
  readonly optional = input(false);
  /** Better words for some faults. */
  readonly faults = input<FaultWords>({});

  readonly look = computed(() => this.of()());
  /** What is wrong, in plain words; before anybody left the field or tried to save, nothing is. */
  readonly error = computed(() => {
    const { session } = this.frame;
    const look = this.look();
    const code = session().faultOf(look) ?? this.ownFault(look);
    return code === null ? null : this.sayFault(code, this.faults());
  });
  /** Ids of what describes the control. */
  readonly description = computed(() => {
    const ids = [
      ...(this.error() === null ? [] : [`${this.id}-error`]),
      ...(this.help() === '' ? [] : [`${this.id}-help`]),
    ];
    return ids.length === 0 ? null : ids.join(' ');
  });

  constructor() {
    this.frame.add(this);
    inject(DestroyRef).onDestroy(() => this.frame.remove(this));
  }

  /** Puts the keyboard into the control. */
  focus(): void {
    this.element.querySelector<HTMLElement>(`#${this.id}`)?.focus();
  }

  private ownFault(look: FieldLook): string | null {
    if (!look.touched() && !this.frame.session().attempted()) return null;
    return look.errors()[0]?.kind ?? null;
  }
}

/** Ties a control to the field around it: its label, its help and its fault. */
@Directive({
  selector: '[naifControl]',
  host: {
    class: 'control',
    '[id]': 'field.id',
    '[attr.aria-invalid]': 'field.error() !== null',
    '[attr.aria-describedby]': 'field.description()',
    '[attr.aria-required]': '!field.optional()',
  },
})
export class Control {
  protected readonly field = inject(Field);
}
