import { createConfirmedStore, createPendingStore } from '../adapters/baseline/certain-save.io.js';
import { openHttp } from '../adapters/endpoint/http.io.js';
import { pendingFile } from '../adapters/runtime/folders.io.js';
import { systemClock } from '../adapters/runtime/clock.io.js';
import { createWorkspaceFiles } from '../adapters/runtime/files.io.js';
import type { BaselineSaved } from '../engine/ports/baseline-store.js';
import { storeOf } from './baseline-store.js';
import type { HandedOver } from './hand-over.js';
import type { StartedRun } from './read-run.js';
import { MAX_BASELINE_BYTES, parseBaseline } from '../core/pool/baseline-file.js';
import { mayPin, mayUpdate } from '../core/pool/write-baseline.js';

/**
 * Saves a baseline that the main step was about to save and did not: where the event lets a run write
 * one, and only the very bytes that the main step left. Any other file there is somebody else's.
 *
 * @param handed what the main step handed over
 * @param run that step
 * @returns undefined when nothing was left
 * @throws GateError CONFIG_MISSING without a token
 */
export async function saveLeftovers(
  { isBaseline }: Pick<HandedOver, 'isBaseline'>,
  { config, context, world }: StartedRun,
): Promise<BaselineSaved | undefined> {
  const { update, name } = config.baseline;
  if (!mayUpdate(update, context) && !mayPin(update, context)) return undefined;
  const path = pendingFile(world.folders, name);
  const files = createWorkspaceFiles(world.folders.temp);
  const read = await files.read(path, MAX_BASELINE_BYTES).catch(() => undefined);
  if (read?.kind !== 'found' || !isBaseline(read.bytes)) return undefined;
  const parsed = parseBaseline(read.bytes, name);
  if (!parsed.ok) return { saved: false, problem: `The baseline was not saved: ${parsed.problem}` };
  const http = openHttp(1);
  const workspace = createWorkspaceFiles(world.folders.workspace);
  try {
    const store = await storeOf({ ...world, config, context, http, workspace });
    const pending = createPendingStore(store, path, world.redact);
    return await createConfirmedStore(pending, systemClock).save(parsed.baseline);
  } finally {
    await http.close();
  }
}
