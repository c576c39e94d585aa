import type { Uplink, UplinkAnswer, UplinkFailure, UplinkRequest } from '../../ports/uplink.js';

/** An uplink for tests: a function answers. */
export class ScriptedUplink implements Uplink {
  readonly requests: UplinkRequest[] = [];

  constructor(private readonly reply: (request: UplinkRequest) => UplinkAnswer | UplinkFailure) {}

  async post(request: UplinkRequest): Promise<UplinkAnswer | UplinkFailure> {
    // An answer takes its time: others run meanwhile.
    await new Promise((resolve) => setImmediate(resolve));
    this.requests.push(request);
    return this.reply(request);
  }

  close(): void {
    this.requests.length = 0;
  }
}

/** An answer with a JSON body. */
export function answered(status: number, body: object = {}): UplinkAnswer {
  return { kind: 'answered', status, body: JSON.stringify(body) };
}
