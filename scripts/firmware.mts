/** `npm run firmware`: builds the Arduino's program into device-agent/firmware/dist, and says how large it is. */
import { buildFirmware, DIST, UNO } from '../device-agent/firmware/build.mts';
import { stopWithParent } from './processes.mts';
import { done, runMain } from './terminal.mts';

stopWithParent();
runMain(async () => {
  for (const { hex, flashBytes, ramBytes } of await buildFirmware(DIST)) {
    done(
      `${hex}: ${flashBytes} of ${UNO.flashBytes} bytes of flash, ${ramBytes} of ${UNO.ramBytes} bytes of RAM before the stack`,
    );
  }
  return 0;
});
