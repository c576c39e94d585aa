import {
  Component,
  computed,
  ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { injectWords } from '../i18n/words';
import { Field } from './field';
import { Icon } from './icon';
import type { IconName } from './icon-paths';

/** Something that can be chosen. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  /** Under which heading it stands; choices of one heading stand together. */
  readonly group?: string;
  readonly icon?: IconName;
}

interface ChoiceGroup {
  readonly name: string;
  readonly choices: readonly { readonly choice: Choice; readonly index: number }[];
}

let boxes = 0;

/**
 * A text field with a list of what its text could mean (ARIA's combobox with a list box). The focus stays in the field;
 * arrows move through the list, Enter chooses, Esc closes the list. Who uses it looks up the
 * choices.
 */
@Component({
  selector: 'naif-combobox',
  imports: [Icon],
  templateUrl: './combobox.html',
  styleUrl: './combobox.scss',
  host: { '(focusout)': 'leave($event)' },
})
export class Combobox {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  /** In a form: the field that names it. */
  protected readonly field = inject(Field, { optional: true });
  protected readonly t = injectWords();
  protected readonly listId = `combobox-${++boxes}`;

  readonly choices = input.required<readonly Choice[]>();
  readonly text = input.required<string>();
  readonly loading = input(false);
  /** The choices could not be looked up. */
  readonly failed = input(false);
  /** Names the field where no label does. */
  readonly label = input<string | null>(null);
  readonly hint = input('');
  readonly icon = input<IconName | null>(null);
  /** The key that leads here, shown while the field is empty. */
  readonly keyHint = input('');

  readonly typed = output<string>();
  readonly chosen = output<Choice>();
  /** The focus went elsewhere. */
  readonly left = output();

  protected readonly open = signal(false);
  protected readonly active = linkedSignal<readonly Choice[], number>({
    source: this.choices,
    computation: (choices) => (choices.length === 0 ? -1 : 0),
  });
  protected readonly expanded = computed(() => this.open() && this.text().trim() !== '');
  protected readonly groups = computed(() => {
    const groups = new Map<string, { choice: Choice; index: number }[]>();
    this.choices().forEach((choice, index) => {
      const name = choice.group ?? '';
      groups.set(name, [...(groups.get(name) ?? []), { choice, index }]);
    });
    return [...groups].map(([name, choices]): ChoiceGroup => ({ name, choices }));
  });
  /** What a screen reader hears of the list. */
  protected readonly news = computed(() => {
    if (!this.expanded()) return '';
    if (this.failed()) return this.t('combobox.failed');
    if (this.loading()) return this.t('combobox.loading');
    const count = this.choices().length;
    return count === 0 ? this.t('combobox.none') : this.t('combobox.count', { count });
  });

  private readonly input = viewChild.required<ElementRef<HTMLInputElement>>('input');

  focus(): void {
    this.input().nativeElement.focus();
    this.input().nativeElement.select();
  }

  protected type(text: string): void {
    this.open.set(true);
    this.typed.emit(text);
  }

  protected choose(choice: Choice): void {
    this.open.set(false);
    this.chosen.emit(choice);
  }

  protected press(event: KeyboardEvent): void {
    if (!this.act(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  protected leave(event: FocusEvent): void {
    if (event.relatedTarget instanceof Node && this.host.contains(event.relatedTarget)) return;
    this.open.set(false);
    this.left.emit();
  }

  private act(event: KeyboardEvent): boolean {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    switch (event.key) {
      case 'ArrowDown':
        return this.go(1);
      case 'ArrowUp':
        return this.go(-1);
      case 'Enter':
        return this.enter();
      case 'Escape':
        return this.escape();
      default:
        return false;
    }
  }

  private go(steps: number): boolean {
    const count = this.choices().length;
    if (!this.expanded()) this.open.set(true);
    else if (count > 0) {
      this.active.update((active) => (active + steps + count) % count);
      document.getElementById(this.optionId(this.active()))?.scrollIntoView({ block: 'nearest' });
    }
    return true;
  }

  private enter(): boolean {
    const choice = this.choices()[this.active()];
    if (!this.expanded()) return false;
    if (choice !== undefined && !this.loading()) this.choose(choice);
    return true;
  }

  private escape(): boolean {
    if (this.expanded()) {
      this.open.set(false);
      return true;
    }
    return false;
  }

  protected optionId(index: number): string {
    return `${this.listId}-${index}`;
  }
}
