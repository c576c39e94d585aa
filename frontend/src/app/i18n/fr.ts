import { frame } from './frame-fr';
import { pages } from './pages-fr';

/** The glossary in French: the same thing has the same word everywhere. */
export const fr = { ...frame, ...pages };

/** Shape that every language has to fill. */
export type Glossary = typeof fr;
