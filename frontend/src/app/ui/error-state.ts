import { Component, computed, input, output } from '@angular/core';
import { injectWords } from '../i18n/words';
import { injectFaultWords } from './fault-words';
import { Icon } from './icon';
import { isUnreachable, type Problem } from './problem';

/** What happened in a sentence, a way to try again, and the reference to give to support. */
@Component({
  selector: 'naif-error-state',
  imports: [Icon],
  host: { role: 'alert' },
  template: `
    <naif-icon [name]="unreachable() ? 'cloud_off' : 'error'" />
    <p>{{ sentence() }}</p>
    @if (canRetry()) {
      <button type="button" class="button" (click)="retry.emit()">
        <naif-icon name="refresh" />{{ t('problem.retry') }}
      </button>
    }
    @if (problem().requestId; as id) {
      <p class="quiet reference">{{ t('problem.requestId', { id }) }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
      justify-items: center;
      align-content: center;
      min-block-size: 200px;
      padding: 24px;
      text-align: center;
    }
    :host > naif-icon {
      --icon-size: 36px;
      color: var(--quiet);
    }
    p {
      max-inline-size: 46ch;
    }
    .reference {
      font-size: 12px;
      user-select: all;
      overflow-wrap: anywhere;
    }
  `,
})
export class ErrorState {
  private readonly sayFault = injectFaultWords();
  protected readonly t = injectWords();

  readonly problem = input.required<Problem>();
  readonly retry = output();

  protected readonly unreachable = computed(() => isUnreachable(this.problem()));
  protected readonly canRetry = computed(() => ![403, 404].includes(this.problem().status));
  /** Words of a refusal that the glossary knows. */
  private readonly known = computed(() => {
    const words = this.sayFault(this.problem().code);
    return words === this.t('fault.unknown') ? null : words;
  });
  protected readonly sentence = computed(() => {
    if (this.unreachable()) return this.t('problem.unreachable');
    switch (this.problem().status) {
      case 403:
        return this.t('problem.forbidden');
      // An id that is no id at all is as unknown as one that nobody has.
      case 400:
      case 404:
        return this.t('problem.notFound');
      default:
        return this.known() ?? this.t('problem.unknown');
    }
  });
}
