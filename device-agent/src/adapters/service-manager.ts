import { spawn } from 'node:child_process';
import type { ServiceEnvironment } from '../config/service-environment.js';

/** systemd, when it started this process and wants to be told how it goes; otherwise nobody. */
export interface ServiceManager {
  /** The agent works. */
  ready(): void;
  /** It is still well; to be said more often than `watchdogMs`. */
  alive(): void;
  /** It is about to end. */
  stopping(): void;
  /** Without a word for so long systemd kills and starts it again; undefined when it does not watch. */
  readonly watchdogMs: number | undefined;
}

/** Longest that a message may take, ms; systemd answers within milliseconds. */
const NOTIFY_WITHIN_MS = 10_000;

/**
 * Speaks to systemd through its own program `systemd-notify`: the protocol is a datagram on a unix domain
 * socket, and Node has none. The unit needs `NotifyAccess=all`, since the message comes from a child. A
 * message every 20 s costs some ms each. `failed` is told when one could not be sent.
 */
export function serviceManager(
  { notifySocket, watchdogMs }: ServiceEnvironment,
  failed: (reason: string) => void,
): ServiceManager {
  const tell = (...words: string[]): void => {
    if (notifySocket === undefined) return;
    const child = spawn('systemd-notify', words, {
      stdio: 'ignore',
      timeout: NOTIFY_WITHIN_MS,
      env: { NOTIFY_SOCKET: notifySocket, PATH: '/usr/bin:/bin' },
    });
    // A stopping agent does not wait for it.
    child.unref();
    child.on('error', (error) => {
      failed(error.message);
    });
    child.on('exit', (code) => {
      if (code !== 0) failed(`systemd-notify ended with ${code ?? 'a signal'}`);
    });
  };
  return {
    watchdogMs: notifySocket === undefined ? undefined : watchdogMs,
    ready: () => {
      tell('--ready', '--status=Running');
    },
    alive: () => {
      tell('WATCHDOG=1');
    },
    stopping: () => {
      tell('STOPPING=1', '--status=Stopping');
    },
  };
}
