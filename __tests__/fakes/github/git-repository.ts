import { GitObjects, type GitCommit, type GitFile, type GitPerson } from './git-objects.js';

/** Files to commit: null removes one. */
export type FileChanges = Readonly<Record<string, string | Buffer | null>>;

/** The git side of the fake repository: objects, and the refs that name commits. */
export class GitRepository {
  readonly objects = new GitObjects();
  /** Commit ids by full ref name. */
  readonly refs = new Map<string, string>();

  /** Commits files on top of a branch, which is made if it is missing, and gives the commit's id. */
  commitFiles(branch: string, files: FileChanges, message = 'Change files'): string {
    const ref = `refs/heads/${branch}`;
    const parent = this.refs.get(ref);
    const sha = this.objects.writeCommit({
      tree: this.#treeWith(parent, files),
      parents: parent === undefined ? [] : [parent],
      message,
      author: person(),
      committer: person(),
    });
    this.refs.set(ref, sha);
    return sha;
  }

  /** Makes a commit known under an id of the test's choice, with these files. */
  plantCommit(sha: string, files: FileChanges = {}): void {
    const tree = this.#treeWith(undefined, files);
    const commit = { tree, parents: [], message: 'Planted', author: person(), committer: person() };
    this.objects.commits.set(sha, commit);
  }

  /** The commit that a full id, full ref, branch or tag names. */
  resolve(name: string): string | undefined {
    if (this.objects.commits.has(name)) return name;
    const candidates = [name, `refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`];
    return candidates.map((ref) => this.refs.get(ref)).find((sha) => sha !== undefined);
  }

  /** A file's bytes at a commit or ref. */
  readFile(name: string, path: string): Buffer | undefined {
    const commit = this.#commit(this.resolve(name));
    const entry = commit && this.objects.at(commit.tree, path);
    return entry && this.objects.blobs.get(entry.sha);
  }

  /** Every file's path at a commit or ref; none where there is no such commit. */
  paths(name: string): readonly string[] {
    const commit = this.#commit(this.resolve(name));
    return commit === undefined ? [] : [...this.objects.files(commit.tree).keys()];
  }

  /** The commits a commit or ref leads to, newest first. */
  history(name: string): readonly string[] {
    const seen = new Set<string>();
    const next = [this.resolve(name)];
    for (let sha = next.shift(); sha !== undefined; sha = next.shift()) {
      if (seen.has(sha)) continue;
      seen.add(sha);
      next.push(...(this.#commit(sha)?.parents ?? []));
    }
    return [...seen];
  }

  #treeWith(parent: string | undefined, changes: FileChanges): string {
    const commit = this.#commit(parent);
    const files = new Map<string, GitFile>(
      commit === undefined ? [] : this.objects.files(commit.tree),
    );
    for (const [path, content] of Object.entries(changes)) {
      if (content === null) files.delete(path);
      else files.set(path, { mode: '100644', sha: this.objects.writeBlob(Buffer.from(content)) });
    }
    return this.objects.writeFiles(files);
  }

  #commit(sha: string | undefined): GitCommit | undefined {
    return sha === undefined ? undefined : this.objects.commits.get(sha);
  }
}

/** The author of commits that name none: the job token's. */
export function person(): GitPerson {
  return {
    name: 'github-actions[bot]',
    email: '41898282+github-actions[bot]@users.noreply.github.com',
    date: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}
