import { UPLOAD_LIMITS, type CommandResultDto } from '@naif/wire';

/** Most command ids that are remembered as answered. */
const REMEMBERED = 1000;

/**
 * Takes the receipts' commands and keeps their results until an upload has carried them. This version can
 * do none of them, and says so for each, once.
 */
export class CommandDesk {
  private results: CommandResultDto[] = [];
  private readonly answered = new Set<string>();

  /** Takes commands in; one that came before is passed over. */
  take(commands: readonly { readonly id: string }[]): void {
    for (const { id } of commands) {
      if (this.answered.has(id)) continue;
      this.answered.add(id);
      this.results.push({
        id,
        outcome: 'unsupported',
        detail: 'This version of the agent cannot do this.',
      });
    }
    for (const id of this.answered) {
      if (this.answered.size <= REMEMBERED) break;
      this.answered.delete(id);
    }
  }

  /** Results that wait, as many as one upload takes. */
  waiting(): readonly CommandResultDto[] {
    return this.results.slice(0, UPLOAD_LIMITS.results);
  }

  /** An upload has delivered these. */
  delivered(results: readonly CommandResultDto[]): void {
    this.results = this.results.filter((result) => !results.includes(result));
  }
}
