import { inject } from '@angular/core';
import { Format } from '../format/format';
import { injectWords } from '../i18n/words';
import { injectFaultWords } from '../ui/fault-words';
import { isUnreachable, type Problem } from '../ui/problem';

/** The function that says in plain words why a request around a login or an account was refused. */
export function injectRefusalWords(): (problem: Problem) => string {
  const t = injectWords();
  const format = inject(Format);
  const sayFault = injectFaultWords();
  return (problem) => {
    if (problem.status === 429) {
      const seconds = problem.retryAfterSeconds ?? 60;
      const wait =
        seconds < 90
          ? format.quantity(seconds, 's')
          : format.quantity(Math.ceil(seconds / 60), 'min');
      return t('session.throttled', { wait });
    }
    if (isUnreachable(problem)) {
      return t(navigator.onLine ? 'session.unreachable' : 'session.offline');
    }
    const known = sayFault(problem.code);
    if (known !== t('fault.unknown')) return known;
    if (problem.status === 403) return t('problem.forbidden');
    if (problem.status === 404) return t('problem.notFound');
    const id = problem.requestId;
    return t('problem.unknown') + (id === undefined ? '' : ` ${t('problem.requestId', { id })}`);
  };
}
