import type { CanDeactivateFn } from '@angular/router';

/** A page that may hold work that is not saved. */
export interface HoldsWork {
  readonly editor: { mayLeave(address: string): Promise<boolean> };
}

/** Leaves a form only when nothing is lost, or when its writer wants to. */
export const unsavedGuard: CanDeactivateFn<HoldsWork> = (page, _route, _here, next) =>
  page.editor.mayLeave(next.url);
