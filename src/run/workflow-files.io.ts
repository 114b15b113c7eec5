import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunContext } from '../config/run-context.js';
import { NO_WORKFLOWS, type Workflows } from '../config/workflows.js';
import { createWorkspaceFiles } from '../files.io.js';
import type { World } from './github-parts.io.js';

const FOLDER = '.github/workflows';

/** More files, and longer ones, are not looked at. */
const MOST_FILES = 50;
const LONGEST_FILE = 64 * 1024;

/**
 * What the workflows in the checkout offer, for advice that fits the repository.
 *
 * @param context nothing is read outside GitHub Actions
 * @param world the workspace, and which workflow this run is of
 * @returns nothing where there is no checkout; it never rejects
 */
export async function workflowsOf(
  { isActions }: RunContext,
  { folders, environment }: Pick<World, 'folders' | 'environment'>,
): Promise<Workflows> {
  if (!isActions) return NO_WORKFLOWS;
  try {
    const names = (await readdir(join(folders.workspace, FOLDER)))
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .slice(0, MOST_FILES);
    const workspace = createWorkspaceFiles(folders.workspace);
    const files = [];
    for (const name of names) {
      const read = await workspace.read(`${FOLDER}/${name}`, LONGEST_FILE);
      if (read.kind === 'found') files.push({ name, text: new TextDecoder().decode(read.bytes) });
    }
    if (files.length === 0) return NO_WORKFLOWS;
    const { readWorkflows } = await import('../config/workflow-forms.js');
    const [, own = ''] =
      /\/\.github\/workflows\/([^/@]+)@/.exec(environment.GITHUB_WORKFLOW_REF ?? '') ?? [];
    return readWorkflows(files, own);
  } catch {
    return NO_WORKFLOWS;
  }
}
