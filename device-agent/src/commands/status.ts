import { becomeOwnerOf } from '../adapters/service-user.js';
import type { StatusSettings } from '../config/support-settings.js';
import { CommandFailed } from './command-failed.js';
import { parseStatus } from './status-document.js';
import { statusLines } from './status-lines.js';
import { findStatus } from './status-place.js';

/** Asks the running agent how it does and prints that. Throws a sentence when none runs, or it may not be asked. */
export async function status(settings: StatusSettings, say: (line: string) => void): Promise<void> {
  becomeOwnerOf(settings.state);
  const text = await ask(settings);
  if (text === undefined) {
    throw new CommandFailed(
      'No agent is running here. "systemctl status naif-agent" and "naif-agent doctor" tell why.',
    );
  }
  const document = parseStatus(text);
  if (!document) {
    throw new CommandFailed(
      'An agent is running, but its answer is not understood (another version?).',
    );
  }
  if (settings.json) say(JSON.stringify(document));
  else statusLines(document).forEach(say);
}

async function ask(settings: StatusSettings): Promise<string | undefined> {
  try {
    return await findStatus(settings);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const refused = error instanceof Error && 'code' in error && error.code === 'EACCES';
    throw new CommandFailed(
      refused
        ? 'The running agent answers its own user and root only: sudo naif-agent status.'
        : `The running agent cannot be asked: ${reason}.`,
    );
  }
}
