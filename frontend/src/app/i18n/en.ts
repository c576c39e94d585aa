import type { Glossary } from './fr';
import { frame } from './frame-en';
import { pages } from './pages-en';

/** The glossary in English. */
export const en: Glossary = { ...frame, ...pages };
