/** The server lives, or can work. */
export class HealthDto {
  /**
   * Always `ok`: anything else is a problem document.
   * @example ok
   */
  status!: 'ok';
}
