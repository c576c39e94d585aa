/** The computer that the agent runs on, as far as its state belongs into the agent's. Whatever it does not tell is missing. */
export interface Machine {
  /** Temperature of its processor, °C. */
  cpuCelsius(): number | undefined;
  /** Bytes on the outbox's disk that the agent could still fill. */
  diskFreeBytes(): number | undefined;
  /** Resident memory of this process, bytes. */
  memoryBytes(): number | undefined;
}
