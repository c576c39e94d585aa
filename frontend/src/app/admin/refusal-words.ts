import { injectWords } from '../i18n/words';
import { injectFaultWords } from '../ui/fault-words';
import { isUnreachable, problemOf } from '../ui/problem';

/**
 * The function that says in a sentence why something was refused: by its code where the glossary knows it, else by its
 * kind, with the reference for support.
 */
export function injectRefusalWords(): (error: unknown) => string {
  const t = injectWords();
  const sayFault = injectFaultWords();
  return (error) => {
    const problem = problemOf(error);
    if (isUnreachable(problem)) return t('problem.unreachable');
    const known = sayFault(problem.code);
    if (known !== t('fault.unknown')) return known;
    if (problem.status === 403) return t('problem.forbidden');
    if (problem.status === 404) return t('problem.notFound');
    const id = problem.requestId;
    return t('problem.unknown') + (id === undefined ? '' : ` ${t('problem.requestId', { id })}`);
  };
}
