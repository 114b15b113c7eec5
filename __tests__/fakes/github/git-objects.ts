import { createHash } from 'node:crypto';

/** One line of a tree. */
export interface TreeEntry {
  readonly name: string;
  readonly mode: string;
  readonly sha: string;
}

/** A file of a tree: how and what, wherever it stands. */
export type GitFile = Pick<TreeEntry, 'mode' | 'sha'>;

/** Who made a commit, when. */
export interface GitPerson {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

/** A commit without its id. */
export interface GitCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: GitPerson;
  readonly committer: GitPerson;
}

/** Mode of a directory in a tree. */
export const DIRECTORY = '040000';

/** Blobs, trees and commits under the ids that git itself would give them. */
export class GitObjects {
  readonly blobs = new Map<string, Buffer>();
  readonly trees = new Map<string, readonly TreeEntry[]>();
  readonly commits = new Map<string, GitCommit>();

  /** Stores a file's content. */
  writeBlob(content: Buffer): string {
    const sha = objectId('blob', content);
    this.blobs.set(sha, content);
    return sha;
  }

  /** Stores a directory. */
  writeTree(entries: readonly TreeEntry[]): string {
    const sorted = [...entries].sort((a, b) => (sortName(a) < sortName(b) ? -1 : 1));
    const lines = sorted.map(({ mode, name, sha }) =>
      Buffer.concat([Buffer.from(`${mode.replace(/^0/, '')} ${name}\0`), Buffer.from(sha, 'hex')]),
    );
    const sha = objectId('tree', Buffer.concat(lines));
    this.trees.set(sha, sorted);
    return sha;
  }

  /** Stores a commit. */
  writeCommit(commit: GitCommit): string {
    const text = [
      `tree ${commit.tree}`,
      ...commit.parents.map((parent) => `parent ${parent}`),
      `author ${personLine(commit.author)}`,
      `committer ${personLine(commit.committer)}`,
      '',
      commit.message,
    ].join('\n');
    const sha = objectId('commit', Buffer.from(text));
    this.commits.set(sha, commit);
    return sha;
  }

  /** Every file below a tree, by its path. */
  files(tree: string, prefix = ''): Map<string, TreeEntry> {
    const found = new Map<string, TreeEntry>();
    for (const entry of this.trees.get(tree) ?? []) {
      const path = `${prefix}${entry.name}`;
      if (entry.mode !== DIRECTORY) found.set(path, entry);
      else for (const [below, file] of this.files(entry.sha, `${path}/`)) found.set(below, file);
    }
    return found;
  }

  /** Stores the trees of a set of files, and gives the root's id. */
  writeFiles(files: ReadonlyMap<string, GitFile>): string {
    const entries: TreeEntry[] = [];
    const directories = new Map<string, Map<string, GitFile>>();
    for (const [path, file] of files) {
      const [name = '', ...rest] = path.split('/');
      if (rest.length === 0) entries.push({ name, mode: file.mode, sha: file.sha });
      else
        directories.set(
          name,
          (directories.get(name) ?? new Map<string, GitFile>()).set(rest.join('/'), file),
        );
    }
    for (const [name, below] of directories) {
      entries.push({ name, mode: DIRECTORY, sha: this.writeFiles(below) });
    }
    return this.writeTree(entries);
  }

  /** What stands at a path below a tree; the empty path is the tree itself. */
  at(tree: string, path: string): TreeEntry | undefined {
    let entry: TreeEntry | undefined = { name: '', mode: DIRECTORY, sha: tree };
    for (const name of path.split('/').filter((part) => part !== '')) {
      entry = this.trees.get(entry.sha)?.find((candidate) => candidate.name === name);
      if (entry === undefined) return undefined;
    }
    return entry;
  }
}

function objectId(type: string, content: Buffer): string {
  return createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex');
}

/** Git sorts a directory as if its name ended in a slash. */
function sortName({ name, mode }: TreeEntry): string {
  return mode === DIRECTORY ? `${name}/` : name;
}

function personLine({ name, email, date }: GitPerson): string {
  return `${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000`;
}
