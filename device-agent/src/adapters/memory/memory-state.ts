import type { StateStore } from '../../ports/state-store.js';

/** State that forgets: for tests. */
export class MemoryState implements StateStore {
  private readonly texts = new Map<string, string>();

  read(name: string): string | undefined {
    return this.texts.get(name);
  }

  write(name: string, text: string): void {
    this.texts.set(name, text);
  }

  remove(name: string): void {
    this.texts.delete(name);
  }
}
