import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { World } from './world.js';

/**
 * Moves the report folder of the last run to where a later job would download it as an artifact, and
 * gives the path of its files.
 */
export async function keepArtifact(world: World, name: string): Promise<string> {
  const workspace = await world.machine.workspace('octo-org/octo-repo');
  const folder = join(workspace, 'siuo-records', name);
  await cp(join(workspace, 'siuo-report'), folder, { recursive: true });
  await rm(join(workspace, 'siuo-report'), { recursive: true });
  return folder;
}

/** The glob of the records that were kept. */
export const RECORDS = 'siuo-records/*/record.json';
