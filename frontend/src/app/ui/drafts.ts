/** What somebody had entered and not saved. */
export interface Draft {
  readonly model: Readonly<Record<string, unknown>>;
  readonly keptMs: number;
}

/**
 * Unsaved forms, kept by the tab: they survive a reload, a lost session and a wrong turn, and go with the tab. Personal
 * data do not stay on a computer that many use.
 */
export const drafts = {
  read(key: string): Draft | null {
    try {
      const value: unknown = JSON.parse(sessionStorage.getItem(name(key)) ?? 'null');
      return isDraft(value) ? value : null;
    } catch {
      return null;
    }
  },
  keep(key: string, draft: Draft): void {
    try {
      sessionStorage.setItem(name(key), JSON.stringify(draft));
    } catch {
      // Blocked or full: the form itself still holds what was entered.
    }
  },
  forget(key: string): void {
    try {
      sessionStorage.removeItem(name(key));
    } catch {
      // Blocked: there is nothing to forget.
    }
  },
};

function name(key: string): string {
  return `naif.draft.${key}`;
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { model, keptMs } = value as Partial<Record<keyof Draft, unknown>>;
  return typeof model === 'object' && model !== null && typeof keptMs === 'number';
}
