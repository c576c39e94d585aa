import { DisciplinedClock } from '../time/disciplined-clock.js';
import { LinuxTime } from './linux-time.js';

/** The clock of an ordinary computer, whose system knows the time: replay, simulator, tools. */
export class SystemClock extends DisciplinedClock {
  constructor() {
    super(new LinuxTime(), { trustSystemClock: true });
  }
}
