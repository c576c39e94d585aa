import {
  computed,
  DestroyRef,
  effect,
  inject,
  type Signal,
  signal,
  untracked,
  type WritableSignal,
} from '@angular/core';
import { type FieldTree, form, type SchemaFn } from '@angular/forms/signals';
import { MatDialog } from '@angular/material/dialog';
import { firstValueFrom } from 'rxjs';
import { type Draft, drafts } from './drafts';
import { LeaveDialog, type LeaveWish } from './leave-dialog';
import { type Problem, type ProblemFault, problemOf } from './problem';

/** A draft follows what is typed after this pause. */
const DRAFT_PAUSE_MS = 400;

/** What the kit needs of a field, whatever its value. */
export interface FieldLook {
  value(): unknown;
  errors(): readonly { readonly kind: string }[];
  touched(): boolean;
  focusBoundControl(options?: FocusOptions): void;
}

/** What a form is about. */
export interface FormSettings<Model extends object, Saved> {
  /** The form while nothing is entered. */
  readonly initial: Model;
  readonly schema: SchemaFn<Model>;
  /** Where a fault belongs that the server finds under another name. */
  readonly pointers?: Readonly<Record<string, string>>;
  /** Under which name drafts are kept: account and form. */
  readonly draftKey: () => string;
  /**
   * Sends the form. `attempt` stays the same as long as the same is sent: by it the server knows a second try, whose
   * first one may have arrived without our knowing.
   */
  readonly save: (model: Model, attempt: string) => Promise<Saved>;
  /** It is saved: where to go. `wish` is what the button that was pressed stands for. */
  readonly saved: (saved: Saved, wish: string) => void;
  /** Reads the record again after somebody else saved it; from then on saving builds on that version. */
  readonly readAgain?: () => Promise<Model>;
}

/** A form, whatever it is about: what its frame and its fields need of it. */
export interface AnyFormSession {
  readonly settings: { readonly readAgain?: () => Promise<object> };
  readonly saving: Signal<boolean>;
  readonly attempted: Signal<boolean>;
  readonly refusal: Signal<Problem | null>;
  readonly draft: Signal<Draft | null>;
  readonly changed: Signal<boolean>;
  readonly looseFaults: Signal<readonly ProblemFault[]>;
  faultOf(field: FieldLook): string | null;
  fieldAt(pointer: string): FieldLook | null;
  save(wish: string): Promise<boolean>;
  refuse(problem: Problem): void;
  resume(): void;
  discard(): void;
  start(model: object): void;
}

interface ServerFault {
  readonly fault: ProblemFault;
  /** `null`: about nothing that the form shows. */
  readonly field: FieldLook | null;
  readonly value: unknown;
}

/**
 * A form from its first letter to being saved: what was changed, the draft of it, what the server refused, and that
 * nobody sends it twice or loses it by a wrong key. Made in an injection context.
 */
export class FormSession<Model extends object, Saved = unknown> implements AnyFormSession {
  private readonly dialog = inject(MatDialog);
  readonly model: WritableSignal<Model>;
  readonly form: FieldTree<Model>;

  private readonly base: WritableSignal<Model>;
  private readonly serverFaults = signal<readonly ServerFault[]>([]);
  private readonly sending = signal(false);
  private readonly tried = signal(false);
  private readonly refused = signal<Problem | null>(null);
  private attempt = { content: '', key: '' };
  private readonly found = signal<Draft | null>(null);

  readonly saving = this.sending.asReadonly();
  /** Somebody tried to save: every fault shows, not only those of fields that were left. */
  readonly attempted = this.tried.asReadonly();
  /** Why it could not be saved the last time. */
  readonly problem = this.refused.asReadonly();
  /** Why it could not be saved, when no field is to blame. */
  readonly refusal = computed(() => {
    const problem = this.refused();
    const blamesFields = problem?.faults !== undefined;
    return blamesFields && problem.code !== 'RECORD.CHANGED_MEANWHILE' ? null : problem;
  });
  /** What was entered an earlier time, as long as it was neither taken up nor thrown away. */
  readonly draft = this.found.asReadonly();
  /** There is something to lose. */
  readonly changed: Signal<boolean>;

  /** Inputs of a page are not there yet when its form is made. */
  private readonly draftKey = computed(() => this.settings.draftKey());

  constructor(readonly settings: FormSettings<Model, Saved>) {
    this.model = signal(settings.initial);
    this.base = signal(settings.initial);
    this.form = form(this.model, settings.schema);
    this.changed = computed(() => !same(this.model(), this.base()));
    this.keepDrafts();
  }

  /** Shows a record: what is changed from now on, is changed against it. */
  start(model: Model): void {
    this.base.set(model);
    this.model.set(model);
    this.serverFaults.set([]);
    this.refused.set(null);
    this.found.set(this.storedDraft());
  }

  /** Takes the draft up where it was left. */
  resume(): void {
    const draft = this.found();
    if (draft === null) return;
    const known = Object.entries(draft.model).filter(([key]) => key in this.base());
    this.model.update((model) => ({ ...model, ...Object.fromEntries(known) }));
    this.found.set(null);
  }

  /** Throws the draft away. */
  discard(): void {
    drafts.forget(this.draftKey());
    this.found.set(null);
  }

  /** What the server says against a field, until its value is another one. */
  faultOf(field: FieldLook): string | null {
    const found = this.serverFaults().find(
      (each) => each.field === field && same(each.value, field.value()),
    );
    return found?.fault.code ?? null;
  }

  /** What the server says against things that no field shows. */
  readonly looseFaults = computed(() =>
    this.serverFaults().flatMap(({ field, fault }) => (field === null ? [fault] : [])),
  );

  /** Saves, once however often it is asked for. Resolves with whether it is saved. */
  async save(wish: string): Promise<boolean> {
    if (this.sending()) return false;
    this.tried.set(true);
    this.refused.set(null);
    if (this.form().invalid()) return false;
    this.sending.set(true);
    this.serverFaults.set([]);
    try {
      const saved = await this.settings.save(this.model(), this.attemptKey());
      this.base.set(this.model());
      this.discard();
      this.settings.saved(saved, wish);
      return true;
    } catch (error) {
      this.refuse(problemOf(error));
      return false;
    } finally {
      this.sending.set(false);
    }
  }

  /** Whether one may go: asks when something would be lost. A session that ended needs no asking; the draft stays. */
  async mayLeave(address: string): Promise<boolean> {
    if (!this.changed() || address.startsWith('/login')) return true;
    if (this.dialog.openDialogs.length > 0) return false;
    const asked = this.dialog.open<LeaveDialog, unknown, LeaveWish>(LeaveDialog, {
      width: '460px',
      maxWidth: '94vw',
    });
    const wish = await firstValueFrom(asked.afterClosed());
    if (wish === 'discard') this.forgetChanges();
    else if (wish === 'keep') this.keepDraft();
    return wish === 'discard' || wish === 'keep';
  }

  /** The field at a JSON pointer; `null` when the form has none there. */
  fieldAt(pointer: string): FieldLook | null {
    let tree: unknown = this.form;
    for (const name of pointer.split('/').slice(1)) {
      const children = tree as Readonly<Record<string, unknown>>;
      const child: unknown = typeof tree === 'function' ? children[name] : undefined;
      if (typeof child !== 'function') return null;
      tree = child;
    }
    return tree === this.form ? null : (tree as () => FieldLook)();
  }

  /** Takes a refusal: to the fields it names, else to the whole form. */
  refuse(problem: Problem): void {
    const faults = (problem.faults ?? []).map((fault) => {
      const field = this.fieldAt(this.settings.pointers?.[fault.pointer] ?? fault.pointer);
      return { fault, field, value: field?.value() };
    });
    this.serverFaults.set(faults);
    this.refused.set(problem);
  }

  private attemptKey(): string {
    const content = JSON.stringify(this.model());
    if (content !== this.attempt.content) this.attempt = { content, key: randomKey() };
    return this.attempt.key;
  }

  private forgetChanges(): void {
    this.model.set(this.base());
    this.discard();
  }

  private storedDraft(): Draft | null {
    const draft = drafts.read(this.draftKey());
    return draft === null || same(draft.model, untracked(this.base)) ? null : draft;
  }

  private keepDrafts(): void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      this.draftKey();
      untracked(() => this.found.set(this.storedDraft()));
    });
    effect(() => {
      this.model();
      clearTimeout(timer);
      if (this.changed()) timer = setTimeout(() => this.keepDraft(), DRAFT_PAUSE_MS);
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }

  private keepDraft(): void {
    if (!this.changed()) return;
    drafts.keep(this.draftKey(), {
      model: this.model() as Readonly<Record<string, unknown>>,
      keptMs: Date.now(),
    });
  }
}

/** 128 random bits. `randomUUID` is missing on plain http. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
