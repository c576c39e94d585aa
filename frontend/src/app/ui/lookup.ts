import { computed, linkedSignal, type Signal, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { type Observable, of, switchMap, timer } from 'rxjs';
import type { Choice } from './combobox';

/** The question goes out when typing pauses. */
const TYPING_PAUSE_MS = 300;
/** Answers to one letter help nobody. */
const LEAST_LETTERS = 2;

/** What a text could mean, looked up while somebody types. */
export interface Lookup {
  readonly text: Signal<string>;
  readonly choices: Signal<readonly Choice[]>;
  readonly loading: Signal<boolean>;
  readonly failed: Signal<boolean>;
  type(text: string): void;
}

/**
 * Looks up what is typed, a pause after the last letter; a question that is no longer asked is cancelled, and until the
 * answer comes the last one stays. Made in an injection context.
 */
export function lookup(search: (text: string) => Observable<readonly Choice[]>): Lookup {
  const text = signal('');
  const found = rxResource({
    params: () => text().trim(),
    stream: ({ params }) =>
      params.length < LEAST_LETTERS
        ? of<readonly Choice[]>([])
        : timer(TYPING_PAUSE_MS).pipe(switchMap(() => search(params))),
  });
  const choices = linkedSignal<readonly Choice[] | undefined, readonly Choice[]>({
    source: () => (found.hasValue() ? found.value() : undefined),
    computation: (now, before) => now ?? before?.value ?? [],
  });
  return {
    text: text.asReadonly(),
    choices: computed(() => (text().trim().length < LEAST_LETTERS ? [] : choices())),
    loading: found.isLoading,
    failed: computed(() => found.error() !== undefined),
    type: (typed) => text.set(typed),
  };
}
