import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createPendingStore } from '../adapters/baseline/pending-store.js';
import { openHttp } from '../adapters/endpoint/dispatcher.js';
import { journalFile, pendingFile } from '../adapters/runtime/folders.js';
import { createWorkspaceFiles } from '../adapters/runtime/workspace-files.js';
import { messageOf } from '../core/errors.js';
import { parseBaseline } from '../core/record/parse-baseline.js';
import type { BaselineSaved } from '../engine/ports/baseline-store.js';
import { storeOf } from './baseline-store.js';
import type { StartedRun } from './read-run.js';

/**
 * Saves the journal that an earlier step of this job left, for the next attempt to go on from.
 *
 * @param fingerprint the journal that was open; empty when none was
 * @param run that step
 */
export async function saveAnswers(
  fingerprint: string,
  { config, context, world: { folders, log, redact } }: StartedRun,
): Promise<void> {
  if (fingerprint === '' || context.pullRequest?.isFork === true) return;
  const path = journalFile(folders, config.baseline.name, fingerprint);
  // A run that stopped before it asked anything left none.
  if (!existsSync(path)) return;
  const { saveJournal } = await import('../adapters/journal/shared-journal.js');
  try {
    const lines = (await readFile(path, 'utf8')).split('\n');
    const text = lines.map(redact.json).join('\n');
    const isSaved = await saveJournal(text, fingerprint, { context, tempFolder: folders.temp });
    // There may be none, and the toolkit has said so where the cache refused them.
    if (isSaved) log.info('The answers were saved for later attempts.');
  } catch (error) {
    log.warning(`The answers were not saved for later attempts: ${messageOf(error)}`);
  }
}

/**
 * Saves a baseline that an earlier step of this job was about to save and did not.
 *
 * @param run that step
 * @returns undefined when nothing was left
 * @throws GateError CONFIG_MISSING without a token
 */
export async function saveLeftovers({
  config,
  context,
  world,
}: StartedRun): Promise<BaselineSaved | undefined> {
  const path = pendingFile(world.folders, config.baseline.name);
  const bytes = await readFile(path).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const parsed = parseBaseline(bytes, config.baseline.name);
  if (!parsed.ok) return { saved: false, problem: `The baseline was not saved: ${parsed.problem}` };
  const http = openHttp(1);
  const workspace = createWorkspaceFiles(world.folders.workspace);
  try {
    const store = await storeOf({ ...world, config, context, http, workspace });
    return await createPendingStore(store, path, world.redact).save(parsed.baseline);
  } finally {
    await http.close();
  }
}
