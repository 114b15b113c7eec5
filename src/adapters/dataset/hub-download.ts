import { SIUO_HUB_ID } from '../../core/dataset/siuo.js';
import { backOffMs } from '../../core/sweep/back-off.js';
import type { Chance } from '../../engine/ports/chance.js';
import type { Clock } from '../../engine/ports/clock.js';
import { attemptFromHub } from './hub-attempt.js';
import { hubError } from './hub-error.js';
import type { HubAccess } from './hub-request.js';

/** How files are downloaded. */
export interface HubDownload {
  readonly access: HubAccess;
  /** A commit of 40 hexadecimal digits. */
  readonly revision: string;
  readonly clock: Clock;
  readonly chance: Chance;
  /** For one attempt. */
  readonly timeoutMs: number;
}

/** Attempts for one file: the waits between them add up to 16 seconds at most. */
const MAX_ATTEMPTS = 6;

/** The hub counts requests in windows of five minutes; a longer wait is not worth a job's time. */
const LONGEST_ASKED_WAIT_MS = 300_000;

/**
 * Downloads one file of the data set; what passes is tried again.
 *
 * @param file its path in the data set, with slashes
 * @param download how
 * @param signal cancels it, its waits included
 * @throws GateError DATASET_UNREACHABLE
 */
export async function downloadFromHub(
  file: string,
  { access, revision, clock, chance, timeoutMs }: HubDownload,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const encoded = file.split('/').map(encodeURIComponent).join('/');
  const path = `datasets/${SIUO_HUB_ID}/resolve/${encodeURIComponent(revision)}/${encoded}`;
  for (let attempts = 1; ; attempts += 1) {
    const limits = { signal, timeoutMs, nowMs: clock.nowMs() };
    const outcome = await attemptFromHub(path, access, limits);
    if (outcome.kind === 'fetched') return outcome.bytes;
    const mayPass = outcome.kind === 'passing' && (outcome.askedMs ?? 0) <= LONGEST_ASKED_WAIT_MS;
    if (!mayPass || attempts >= MAX_ATTEMPTS) throw hubError(file, outcome, access);
    await clock.sleep(backOffMs(attempts, chance.next(), outcome.askedMs), signal);
  }
}
