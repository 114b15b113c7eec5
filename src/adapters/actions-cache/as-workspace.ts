import { chdir, cwd, env } from 'node:process';

/** Variables of the environment by name; undefined is none. */
type Variables = Readonly<Record<string, string | undefined>>;

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
 * @param variables further variables of the environment for this work
 * @see https://github.com/actions/toolkit/blob/main/packages/cache/src/internal/cacheUtils.ts
 */
export function asWorkspace<T>(
  folder: string,
  work: () => Promise<T>,
  variables: Variables = {},
): Promise<T> {
  const changed = { ...variables, GITHUB_WORKSPACE: folder };
  const turn = last.then(() => moved(folder, work, changed));
  last = turn.catch(() => undefined);
  return turn;
}

/** The work with folder and variables changed, and changed back whatever happens. */
async function moved<T>(folder: string, work: () => Promise<T>, variables: Variables): Promise<T> {
  const home = cwd();
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, env[name]]));
  try {
    setVariables(variables);
    chdir(folder);
    return await work();
  } finally {
    chdir(home);
    setVariables(before);
  }
}

/** Sets each variable, and takes away those that are undefined. */
function setVariables(variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) Reflect.deleteProperty(env, name);
    else env[name] = value;
  }
}
