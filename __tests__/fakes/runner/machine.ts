import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The directories of a runner, the same for each of its jobs, as on GitHub's own machines. */
export interface Machine {
  readonly root: string;
  readonly home: string;
  /** RUNNER_TEMP; a new job finds it empty. */
  readonly temp: string;
  /** RUNNER_TOOL_CACHE. */
  readonly tools: string;
  /** GITHUB_WORKSPACE of a repository; a job finds what the last one left. */
  workspace(repository: string): Promise<string>;
  /** Empties RUNNER_TEMP, as the runner does before a job. */
  startJob(): Promise<void>;
  /** Leaves nothing behind. */
  remove(): Promise<void>;
}

/** Makes a machine in a fresh directory; the caller removes it. */
export async function createMachine(): Promise<Machine> {
  const root = await mkdtemp(join(tmpdir(), 'runner-'));
  const [home, temp, tools] = [join(root, 'home'), join(root, 'work/_temp'), join(root, 'tools')];
  for (const directory of [home, temp, tools]) await mkdir(directory, { recursive: true });
  return {
    root,
    home,
    temp,
    tools,
    workspace: async (repository) => {
      const name = repository.split('/')[1] ?? repository;
      const directory = join(root, 'work', name, name);
      await mkdir(directory, { recursive: true });
      return directory;
    },
    startJob: async () => {
      await rm(temp, { recursive: true, force: true });
      await mkdir(temp, { recursive: true });
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
