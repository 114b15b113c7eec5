import { chdir, cwd, env } from 'node:process';

/** The work that has the workspace now. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Does some work with another folder as the workspace, one at a time.
 *
 * The toolkit's cache resolves relative paths from the process's folder when it packs, unpacks into
 * GITHUB_WORKSPACE, and takes a digest of the paths as they were given for the entry's version. Only
 * a relative path has the same version on every machine, and only another workspace keeps what is
 * unpacked out of the checked-out tree. Nothing else may use relative paths meanwhile.
 *
 * @param folder an absolute path of a folder that exists
 * @param work what is done there
 * @see https://github.com/actions/toolkit/blob/main/packages/cache/src/internal/cacheUtils.ts
 */
export function asWorkspace<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const turn = last.then(() => moved(folder, work));
  last = turn.catch(() => undefined);
  return turn;
}

/** The work with folder and variable changed, and changed back whatever happens. */
async function moved<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const home = cwd();
  const workspace = env.GITHUB_WORKSPACE;
  try {
    env.GITHUB_WORKSPACE = folder;
    chdir(folder);
    return await work();
  } finally {
    chdir(home);
    if (workspace === undefined) delete env.GITHUB_WORKSPACE;
    else env.GITHUB_WORKSPACE = workspace;
  }
}
