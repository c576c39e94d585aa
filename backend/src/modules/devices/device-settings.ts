import { type DeviceSettingsDto, type SettingsChangeDto, UPLOAD_LIMITS } from '@naif/wire';

/** How a new device works until it is told otherwise. */
const DEFAULT_SETTINGS: DeviceSettingsDto = {
  samplingIntervalMs: 1000,
  batchSize: UPLOAD_LIMITS.recordsLive,
};

/** How a device works: the defaults, and what it took over since. */
export function settingsOf(changes: SettingsChangeDto | null | undefined): DeviceSettingsDto {
  return { ...DEFAULT_SETTINGS, ...changes };
}
