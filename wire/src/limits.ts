/**
 * The sizes that one upload may have. Both sides read them from here: the agent never sends more, the
 * backend never accepts more.
 */
export const UPLOAD_LIMITS = {
  /** Most records in one upload. */
  records: 1000,
  /** Records an agent posts at a time while it is up to date. */
  recordsLive: 5,
  /** Most records an agent posts at a time while it drains its outbox. */
  recordsDraining: 500,
  /** Most bytes of JSON without pictures, after decompression (1 MiB). */
  bytes: 1_048_576,
  /** Most bytes of JSON with pictures, after decompression (8 MiB). */
  bytesWithPictures: 8_388_608,
  /** Most sensors in one record. */
  sensors: 16,
  /** Most pictures in one upload. */
  pictures: 8,
  /** Most trouble-code reports in one upload. */
  troubleCodes: 32,
  /** Most codes in one list of a trouble-code report: SAE J1979 allows 127 in one answer. */
  codes: 127,
  /** Most command results in one upload. */
  results: 32,
} as const;
