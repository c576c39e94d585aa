import { Spine1764000000000 } from './migrations/1764000000000-spine.js';
import { Settings1764000001000 } from './migrations/1764000001000-settings.js';

/** Every migration in its order. A migration that was released is never changed: a new one mends it. */
export const MIGRATIONS = [Spine1764000000000, Settings1764000001000];
