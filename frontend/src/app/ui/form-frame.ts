import {
  afterNextRender,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
  signal,
} from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { Format } from '../format/format';
import { MISSING } from '../format/numbers';
import { injectWords } from '../i18n/words';
import { ConflictDialog, type ConflictRow, type ConflictWish } from './conflict-dialog';
import { injectFaultWords } from './fault-words';
import type { AnyFormSession, FieldLook } from './form-session';
import { Icon } from './icon';
import { isUnreachable, problemOf } from './problem';

/** What the frame needs to know of a field. */
export interface FramedField {
  readonly element: HTMLElement;
  label(): string;
  error(): string | null;
  look(): FieldLook;
  focus(): void;
}

/**
 * The frame of a form: the draft that is offered, faults counted with a way to each, the buttons, and the keyboard
 * (Ctrl Enter saves, with Shift it saves and goes on, Esc leaves).
 */
@Component({
  selector: 'naif-form-frame',
  imports: [Icon],
  templateUrl: './form-frame.html',
  styleUrl: './form-frame.scss',
  host: {
    '(document:keydown)': 'press($event)',
    '(window:beforeunload)': 'unload($event)',
  },
})
export class FormFrame {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly dialog = inject(MatDialog);
  private readonly format = inject(Format);
  private readonly sayFault = injectFaultWords();
  protected readonly t = injectWords();

  /** The form, whatever it is about. */
  readonly session = input.required<AnyFormSession>();
  /** The main button's word. */
  readonly action = input.required<string>();
  /** The word of a second button that saves and goes on; saving then has the wish `next`. */
  readonly nextAction = input('');

  /** The writer wants to go. */
  readonly left = output();

  private readonly fields = signal<readonly FramedField[]>([]);
  private readonly ordered = computed(() =>
    [...this.fields()].sort((a, b) =>
      a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    ),
  );
  protected readonly faulty = computed(() =>
    this.session().attempted() ? this.ordered().filter((field) => field.error() !== null) : [],
  );
  protected readonly loose = computed(() =>
    this.conflict()
      ? []
      : this.session()
          .looseFaults()
          .map(({ code }) => this.sayFault(code)),
  );
  protected readonly faultCount = computed(() => this.faulty().length + this.loose().length);
  private readonly conflict = computed(
    () => this.session().refusal()?.code === 'RECORD.CHANGED_MEANWHILE',
  );
  protected readonly refusal = computed(() => {
    const problem = this.session().refusal();
    if (problem === null || this.conflict()) return null;
    if (isUnreachable(problem)) return this.t('form.unreachable');
    const known = this.sayFault(problem.code);
    if (known !== this.t('fault.unknown')) return known;
    if (problem.status === 403) return this.t('problem.forbidden');
    const id = problem.requestId;
    const reference = id === undefined ? '' : ` ${this.t('problem.requestId', { id })}`;
    return this.t('problem.unknown') + reference;
  });
  protected readonly draftTime = computed(() => {
    const draft = this.session().draft();
    return draft === null ? null : this.format.time(draft.keptMs, 'full');
  });

  constructor() {
    // Whoever opens a form wants to write.
    afterNextRender(() => this.firstEmpty()?.focus());
  }

  /** A field came. */
  add(field: FramedField): void {
    this.fields.update((fields) => [...fields, field]);
  }

  /** A field went. */
  remove(field: FramedField): void {
    this.fields.update((fields) => fields.filter((each) => each !== field));
  }

  protected submit(event: SubmitEvent): void {
    event.preventDefault();
    void this.save('save');
  }

  protected async save(wish: string): Promise<void> {
    if (await this.session().save(wish)) return;
    if (this.conflict()) await this.settle(wish);
    else this.faulty()[0]?.focus();
  }

  protected press(event: KeyboardEvent): void {
    if (event.defaultPrevented || this.isElsewhere(event)) return;
    if (event.key === 'Escape') this.left.emit();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      void this.save(event.shiftKey && this.nextAction() !== '' ? 'next' : 'save');
    } else return;
    event.preventDefault();
  }

  protected unload(event: BeforeUnloadEvent): void {
    if (this.session().changed()) event.preventDefault();
  }

  /** Keys that belong to a dialog or a menu above the form. */
  private isElsewhere({ target }: KeyboardEvent): boolean {
    const layer = target instanceof Element ? target.closest('[role=dialog],[role=menu]') : null;
    return layer !== null && !layer.contains(this.host);
  }

  private firstEmpty(): FramedField | undefined {
    return this.ordered().find((field) => field.look().value() === '') ?? this.ordered()[0];
  }

  /** Somebody else saved meanwhile: shows where both differ, and goes on as the writer decides. */
  private async settle(wish: string): Promise<void> {
    const session = this.session();
    const { readAgain } = session.settings;
    if (readAgain === undefined) return;
    let theirs: object;
    try {
      theirs = await readAgain();
    } catch (error) {
      session.refuse(problemOf(error));
      return;
    }
    const asked = this.dialog.open<ConflictDialog, unknown, ConflictWish>(ConflictDialog, {
      width: '640px',
      maxWidth: '94vw',
      data: { rows: this.differences(theirs) },
    });
    const whose = await firstValueFrom(asked.afterClosed());
    if (whose === 'theirs') session.start(theirs);
    else if (whose === 'mine') await this.save(wish);
  }

  private differences(theirs: object): ConflictRow[] {
    const session = this.session();
    return pointersOf(theirs).flatMap((pointer) => {
      const look = session.fieldAt(pointer);
      const field = this.ordered().find((each) => each.look() === look);
      const [mine, other] = [look?.value(), valueAt(theirs, pointer)].map(shown);
      if (field === undefined || mine === undefined || other === undefined || mine === other) {
        return [];
      }
      return [{ label: field.label(), mine, theirs: other }];
    });
  }
}

/** JSON pointers of everything in a model that is no object itself; a list is compared as a whole. */
function pointersOf(model: object, parent = ''): string[] {
  return Object.entries(model).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? pointersOf(value, `${parent}/${key}`)
      : [`${parent}/${key}`],
  );
}

function valueAt(model: object, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key],
      model,
    );
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return shown(value.filter((item) => item !== '').join(', '));
  if (value === '' || value === undefined || value === null) return MISSING;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
