import { statSync } from 'node:fs';

/** Node has it; its types do not know. */
interface GroupsOfUser {
  initgroups?(user: number, extraGroup: number): void;
}

/**
 * Root goes on as the owner of this folder, with that user's groups, for good: what it writes there must be
 * the service's, and what it tries must succeed for the service. Without root, or without the folder,
 * nothing changes. Returns whether it did.
 */
export function becomeOwnerOf(folder: string): boolean {
  if (process.getuid?.() !== 0) return false;
  const owner = statSync(folder, { throwIfNoEntry: false });
  if (!owner || owner.uid === 0) return false;
  try {
    (process as GroupsOfUser).initgroups?.(owner.uid, owner.gid);
  } catch {
    // A uid without a name has no groups of its own.
    process.setgroups?.([owner.gid]);
  }
  process.setgid?.(owner.gid);
  process.setuid?.(owner.uid);
  return true;
}
