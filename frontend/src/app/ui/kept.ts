import { computed, linkedSignal, type Resource, type Signal } from '@angular/core';

/**
 * What a resource last brought, kept while it loads anew and when that fails: a page that was filled
 * does not go blank. Another `key` (another vehicle) starts from nothing.
 */
export function kept<T>(resource: Resource<T>, key: Signal<unknown>): Signal<T | undefined> {
  interface Seen {
    readonly key: unknown;
    readonly value: T | undefined;
  }
  const seen = linkedSignal<Seen, Seen>({
    source: () => ({ key: key(), value: resource.hasValue() ? resource.value() : undefined }),
    computation: (now, before) => {
      const old = before?.value;
      return old !== undefined && now.value === undefined && old.key === now.key ? old : now;
    },
  });
  return computed(() => seen().value);
}
