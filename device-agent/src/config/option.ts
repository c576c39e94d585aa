/** One thing that can be set: on the command line, in the environment, in the configuration file, or left to its default. */
export interface Option {
  /** `--name`, and the settings class's property in camelCase. */
  readonly name: string;
  /** Environment variable, and key of the configuration file, that is used when the flag is not given. */
  readonly key?: string;
  /** What it is, for the manual and `--help`. */
  readonly about: string;
  /** Unit or form of the value. */
  readonly unit: string;
  readonly default?: string;
  /** From text to value, where it is no text. */
  readonly read?: (text: string) => unknown;
  /** `word`: may be given without `--name`, such as `decode FILE`. `switch`: takes no value, being there is enough. */
  readonly form?: 'word' | 'switch';
}

/** A command line or a configuration that cannot be followed; the message lists every fault. */
export class UsageError extends Error {
  readonly code = 'USAGE';
}
