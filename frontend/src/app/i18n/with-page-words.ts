import { inject } from '@angular/core';
import type { CanActivateFn, Route } from '@angular/router';
import { LanguageStore } from './language-store';

/** Opens a page when its words are there. */
const pageWordsGuard: CanActivateFn = async () => {
  await inject(LanguageStore).wantPageWords();
  return true;
};

/** Pages that need more words than the first ones. */
export function withPageWords<R extends Pick<Route, 'canActivate'>>(pages: readonly R[]): R[] {
  return pages.map((page) => ({
    ...page,
    canActivate: [...(page.canActivate ?? []), pageWordsGuard],
  }));
}
