import {
  Component,
  computed,
  type ElementRef,
  input,
  model,
  signal,
  viewChild,
} from '@angular/core';
import { injectWords } from '../i18n/words';
import { Icon } from './icon';

/** A password: hidden until its writer wants to see it, with what is wrong with it and what helps beside it. */
@Component({
  selector: 'naif-password-field',
  imports: [Icon],
  host: { class: 'field' },
  template: `
    <label [attr.for]="name()">{{ label() }}</label>
    <div class="with-button">
      <input
        #control
        class="control"
        autocapitalize="none"
        spellcheck="false"
        maxlength="200"
        [id]="name()"
        [type]="shown() ? 'text' : 'password'"
        [attr.autocomplete]="autocomplete()"
        [value]="value()"
        [attr.aria-invalid]="error() !== null"
        [attr.aria-describedby]="description()"
        (input)="value.set(control.value)"
      />
      <button
        type="button"
        class="icon-button"
        [attr.aria-label]="t(shown() ? 'session.hidePassword' : 'session.showPassword')"
        [attr.aria-controls]="name()"
        (click)="shown.set(!shown())"
      >
        <naif-icon [name]="shown() ? 'visibility_off' : 'visibility'" />
      </button>
    </div>
    @if (error(); as error) {
      <p class="field-error" [id]="name() + '-error'">{{ error }}</p>
    }
    @if (help() !== '') {
      <p class="help quiet" [id]="name() + '-help'">{{ help() }}</p>
    }
  `,
  styles: `
    .with-button {
      position: relative;
    }
    .control {
      padding-inline-end: 48px;
    }
    .icon-button {
      position: absolute;
      inset-block-start: 2px;
      inset-inline-end: 2px;
    }
    .help {
      font-size: 13px;
    }
  `,
})
export class PasswordField {
  protected readonly t = injectWords();

  /** Id of the control. */
  readonly name = input('password');
  readonly label = input.required<string>();
  readonly value = model('');
  /** For the browser's password store: the one that is kept there, or one to come. */
  readonly autocomplete = input<'current-password' | 'new-password'>('current-password');
  /** What is wrong, in plain words. */
  readonly error = input<string | null>(null);
  readonly help = input('');

  protected readonly shown = signal(false);
  protected readonly description = computed(() => {
    const ids = [
      ...(this.error() === null ? [] : [`${this.name()}-error`]),
      ...(this.help() === '' ? [] : [`${this.name()}-help`]),
    ];
    return ids.length === 0 ? null : ids.join(' ');
  });

  private readonly control = viewChild.required<ElementRef<HTMLInputElement>>('control');

  /** Puts the keyboard into the field, over what stands in it. */
  focus(): void {
    this.control().nativeElement.focus();
    this.control().nativeElement.select();
  }
}
