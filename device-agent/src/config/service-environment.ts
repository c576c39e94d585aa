import type { SettingsOrigin } from './command-line.js';

/** What systemd tells a service that it started (sd_notify(3), sd_watchdog_enabled(3)). */
export interface ServiceEnvironment {
  /** Socket at which it wants to be told how the service does. */
  readonly notifySocket?: string;
  /** Without a word for so long, ms, it starts the service again. */
  readonly watchdogMs?: number;
}

/** Reads what systemd has put into the environment; nothing when it did not start this process. */
export function serviceEnvironment({ env }: SettingsOrigin): ServiceEnvironment {
  const notifySocket = env['NOTIFY_SOCKET'];
  const watchdogMs = Number(env['WATCHDOG_USEC']) / 1000;
  return {
    ...(notifySocket ? { notifySocket } : {}),
    ...(watchdogMs > 0 ? { watchdogMs } : {}),
  };
}
