/** Small named texts that outlive the process: the device's key, its enrolment, what a replay has begun. */
export interface StateStore {
  read(name: string): string | undefined;
  /** Whole or not at all, durable when it returns, readable by the agent's own user only. */
  write(name: string, text: string): void;
  remove(name: string): void;
}
