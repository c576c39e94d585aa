/** Whether the server lives or can work. */
export class HealthDto {
  /**
   * `ok`, or `unavailable` when something is missing.
   * @example ok
   */
  status!: 'ok' | 'unavailable';

  /**
   * What is missing: `database`, `shutting-down`.
   * @example []
   */
  missing!: string[];
}
