/** The command did not reach its end; the message is a sentence for people. */
export class CommandFailed extends Error {
  readonly code = 'COMMAND.FAILED';
}
