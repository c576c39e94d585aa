import {
  afterNextRender,
  Component,
  computed,
  type ElementRef,
  inject,
  input,
  linkedSignal,
  signal,
  viewChild,
} from '@angular/core';
import { injectWords } from '../i18n/words';
import { injectRefusalWords } from '../session/refusal-words';
import { problemOf } from '../ui/problem';
import { ConfirmationStore, type FactorMethod } from './confirmation-store';

/** The second factor within a dialog that changes the account: a code, and the other ways to show one. */
@Component({
  selector: 'naif-factor-code',
  host: { class: 'field' },
  templateUrl: './factor-code.html',
  styles: `
    p.quiet {
      margin-block-end: 12px;
    }
    .ways {
      display: flex;
      flex-wrap: wrap;
      gap: 4px;
      margin-inline: -17px;
    }
  `,
})
export class FactorCode {
  private readonly store = inject(ConfirmationStore);
  private readonly say = injectRefusalWords();
  protected readonly t = injectWords();

  /** The ways to show it; there is at least one. */
  readonly methods = input.required<readonly FactorMethod[]>();

  protected readonly method = linkedSignal<FactorMethod>(() => this.methods()[0] ?? 'totp');
  protected readonly others = computed(() =>
    this.methods().filter((method) => method !== this.method()),
  );
  protected readonly code = signal('');
  protected readonly refusal = signal<string | null>(null);
  private readonly mailedTo = signal<string | null>(null);
  protected readonly lead = computed(() => {
    const address = this.mailedTo();
    return this.method() === 'email' && address !== null
      ? this.t('session.factor.lead.emailSent', { address })
      : this.t(`session.factor.lead.${this.method()}`);
  });

  private readonly control = viewChild.required<ElementRef<HTMLInputElement>>('control');

  constructor() {
    afterNextRender(() => void this.choose(this.method()));
  }

  /** Shows what was typed; resolves with whether it was right. */
  async show(): Promise<boolean> {
    const typed = this.code().trim();
    // In groups, as apps show it; recovery codes have a hyphen.
    const code = this.method() === 'recovery' ? typed : typed.replaceAll(/\s/g, '');
    if (code.length < 6) {
      this.refuse(this.t('session.factor.missing'));
      return false;
    }
    return this.attempt(() => this.store.showCode(this.method(), code));
  }

  protected async choose(method: FactorMethod): Promise<void> {
    this.method.set(method);
    this.code.set('');
    this.refusal.set(null);
    this.control().nativeElement.focus();
    if (method === 'email' && this.mailedTo() === null) await this.mail();
  }

  /** Has a code mailed, or another one. */
  protected async mail(): Promise<void> {
    await this.attempt(async () => this.mailedTo.set(await this.store.mailCode()));
  }

  private async attempt(act: () => Promise<void>): Promise<boolean> {
    this.refusal.set(null);
    try {
      await act();
      return true;
    } catch (error) {
      this.refuse(this.say(problemOf(error)));
      return false;
    }
  }

  private refuse(words: string): void {
    this.refusal.set(words);
    this.control().nativeElement.select();
  }
}
