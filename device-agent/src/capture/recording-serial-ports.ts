import type { SerialPort, SerialPorts } from '../ports/serial-port.js';
import type { CaptureRecorder } from './capture-recorder.js';

/** Serial lines whose traffic is recorded on its way. */
export class RecordingSerialPorts implements SerialPorts {
  constructor(
    private readonly ports: SerialPorts,
    private readonly recorder: CaptureRecorder,
  ) {}

  async open(path: string, baudRate: number): Promise<SerialPort> {
    const port = await this.ports.open(path, baudRate);
    const { recorder } = this;
    return {
      path: port.path,
      baudRate: port.baudRate,
      onData: (listener) => {
        port.onData((bytes) => {
          recorder.received(bytes);
          listener(bytes);
        });
      },
      onClosed: (listener) => {
        port.onClosed((loss) => {
          recorder.note(loss === undefined ? 'line closed' : `line lost: ${loss}`);
          listener(loss);
        });
      },
      write: (bytes) => {
        recorder.sent(bytes);
        return port.write(bytes);
      },
      close: () => port.close(),
    };
  }
}
