import type { Reply } from '../http-server.js';
import type { Json } from '../payloads.js';
import { notFound, page, Refusal, text, type Call, type Endpoint } from './api.js';
import {
  DIRECTORY,
  type GitCommit,
  type GitFile,
  type GitObjects,
  type GitPerson,
  type TreeEntry,
} from './git-objects.js';
import { person } from './git-repository.js';
import type { GitHubState } from './state.js';

const BASE = '/repos/:owner/:repo/git';

/** The endpoints of git's objects, and the list of commits. */
export function gitEndpoints(state: GitHubState): readonly Endpoint[] {
  const data = new GitData(state);
  const read = (pattern: string, docs: string, handle: (call: Call) => Reply): Endpoint => {
    return { method: 'GET', pattern, needs: ['contents:read'], docs, handle };
  };
  const write = (pattern: string, docs: string, handle: (call: Call) => Reply): Endpoint => {
    return {
      method: 'POST',
      pattern,
      needs: ['contents:write'],
      docs,
      handle: (call) => {
        if (state.git.refs.size === 0) throw new Refusal(409, 'Git Repository is empty.');
        return handle(call);
      },
    };
  };
  return [
    read(`${BASE}/blobs/:sha`, 'git/blobs#get-a-blob', (call) => data.blob(call)),
    write(`${BASE}/blobs`, 'git/blobs#create-a-blob', (call) => data.createBlob(call)),
    read(`${BASE}/trees/:sha`, 'git/trees#get-a-tree', (call) => data.tree(call)),
    write(`${BASE}/trees`, 'git/trees#create-a-tree', (call) => data.createTree(call)),
    read(`${BASE}/commits/:sha`, 'git/commits#get-a-commit-object', (call) => data.commit(call)),
    write(`${BASE}/commits`, 'git/commits#create-a-commit', (call) => data.createCommit(call)),
    read('/repos/:owner/:repo/commits', 'commits/commits#list-commits', (call) => data.log(call)),
  ];
}

class GitData {
  readonly #objects: GitObjects;

  constructor(private readonly state: GitHubState) {
    this.#objects = state.git.objects;
  }

  blob(call: Call): Reply {
    const sha = call.params.sha ?? '';
    const content = this.#objects.blobs.get(sha);
    if (content === undefined) throw notFound();
    if (call.accept.includes('raw')) {
      const headers = { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' };
      return { status: 200, headers, body: content };
    }
    const encoded = { content: content.toString('base64'), encoding: 'base64' };
    const body = { sha, url: this.#url(call, `blobs/${sha}`), size: content.length, ...encoded };
    return { status: 200, body };
  }

  createBlob(call: Call): Reply {
    const encoding = text(call, 'encoding') === 'base64' ? 'base64' : 'utf8';
    const sha = this.#objects.writeBlob(Buffer.from(text(call, 'content') ?? '', encoding));
    return { status: 201, body: { sha, url: this.#url(call, `blobs/${sha}`) } };
  }

  tree(call: Call): Reply {
    const name = call.params.sha ?? '';
    const sha = this.#treeOf(name) ?? name;
    if (!this.#objects.trees.has(sha)) throw notFound();
    const isRecursive = call.query.has('recursive');
    const entries = isRecursive
      ? [...this.#objects.files(sha)].map(([path, entry]) => this.#line(call, path, entry))
      : (this.#objects.trees.get(sha) ?? []).map((entry) => this.#line(call, entry.name, entry));
    return { status: 200, body: this.#shownTree(call, sha, entries) };
  }

  createTree(call: Call): Reply {
    const base = text(call, 'base_tree');
    const root = base === undefined ? undefined : (this.#treeOf(base) ?? base);
    if (root !== undefined && !this.#objects.trees.has(root)) throw notFound();
    const files = new Map<string, GitFile>(root === undefined ? [] : this.#objects.files(root));
    for (const entry of (call.body.tree ?? []) as NewTreeEntry[]) this.#apply(files, entry);
    const sha = this.#objects.writeFiles(files);
    const entries = (this.#objects.trees.get(sha) ?? []).map((e) => this.#line(call, e.name, e));
    return { status: 201, body: this.#shownTree(call, sha, entries) };
  }

  commit(call: Call): Reply {
    const sha = call.params.sha ?? '';
    const commit = this.#objects.commits.get(sha);
    if (commit === undefined) throw notFound();
    return { status: 200, body: this.#shownCommit(call, sha, commit) };
  }

  createCommit(call: Call): Reply {
    const tree = text(call, 'tree') ?? '';
    const parents = (call.body.parents ?? []) as string[];
    if (!this.#objects.trees.has(tree)) throw new Refusal(422, 'Tree SHA does not exist');
    if (!parents.every((parent) => this.#objects.commits.has(parent))) {
      throw new Refusal(422, 'Parent SHA does not exist or is not a commit object');
    }
    const author = { ...person(), ...(call.body.author as Partial<GitPerson> | undefined) };
    const committer = { ...author, ...(call.body.committer as Partial<GitPerson> | undefined) };
    const commit = { tree, parents, message: text(call, 'message') ?? '', author, committer };
    const sha = this.#objects.writeCommit(commit);
    return { status: 201, body: this.#shownCommit(call, sha, commit) };
  }

  log(call: Call): Reply {
    const name = call.query.get('sha') ?? this.state.repository.defaultBranch;
    if (this.state.git.resolve(name) === undefined) throw notFound();
    const path = call.query.get('path');
    const found = this.state.git
      .history(name)
      .map((sha) => ({ sha, commit: this.#objects.commits.get(sha)! }))
      .filter(({ commit }) => path === null || this.#changes(commit, path));
    return page(
      call,
      found.map(({ sha, commit }) => this.#listed(call, sha, commit)),
    );
  }

  #changes(commit: GitCommit, path: string): boolean {
    const [parent = ''] = commit.parents;
    const before = this.#objects.commits.get(parent);
    const old = before && this.#objects.at(before.tree, path)?.sha;
    return this.#objects.at(commit.tree, path)?.sha !== old;
  }

  #apply(files: Map<string, GitFile>, entry: NewTreeEntry): void {
    const { path, mode = '100644', sha, content } = entry;
    if (sha === null) files.delete(path);
    else if (content !== undefined) {
      files.set(path, { mode, sha: this.#objects.writeBlob(Buffer.from(content)) });
    } else if (sha !== undefined && this.#objects.blobs.has(sha)) files.set(path, { mode, sha });
    else if (sha !== undefined && mode === DIRECTORY && this.#objects.trees.has(sha)) {
      for (const [below, file] of this.#objects.files(sha, `${path}/`)) files.set(below, file);
    } else throw new Refusal(422, 'GitRPC::BadObjectState');
  }

  #treeOf(name: string): string | undefined {
    return this.#objects.commits.get(this.state.git.resolve(name) ?? '')?.tree;
  }

  #line(call: Call, path: string, { mode, sha }: TreeEntry): Json {
    const isTree = mode === DIRECTORY;
    const size = this.#objects.blobs.get(sha)?.length;
    const url = this.#url(call, `${isTree ? 'trees' : 'blobs'}/${sha}`);
    const type = isTree ? 'tree' : 'blob';
    return { path, mode, type, sha, ...(size === undefined ? {} : { size }), url };
  }

  #shownTree(call: Call, sha: string, tree: readonly Json[]): Json {
    return { sha, url: this.#url(call, `trees/${sha}`), tree, truncated: false };
  }

  #shownCommit(call: Call, sha: string, commit: GitCommit): Json {
    const url = this.#url(call, `commits/${sha}`);
    return {
      sha,
      node_id: `C_${sha}`,
      url,
      html_url: this.#html(sha),
      ...this.#core(call, commit),
    };
  }

  #listed(call: Call, sha: string, commit: GitCommit): Json {
    const { api } = call;
    const url = `${api}/repos/${this.state.repository.repository}/commits/${sha}`;
    const core = this.#core(call, commit);
    const shown = { ...core, url: this.#url(call, `commits/${sha}`), comment_count: 0 };
    return {
      sha,
      node_id: `C_${sha}`,
      url,
      html_url: this.#html(sha),
      commit: shown,
      parents: core.parents,
    };
  }

  #core(call: Call, commit: GitCommit): Json & { readonly parents: readonly Json[] } {
    const parents = commit.parents.map((sha) => {
      return { sha, url: this.#url(call, `commits/${sha}`), html_url: this.#html(sha) };
    });
    const { author, committer, message, tree } = commit;
    const shownTree = { sha: tree, url: this.#url(call, `trees/${tree}`) };
    const verification = { verified: false, reason: 'unsigned', signature: null, payload: null };
    return { author, committer, message, tree: shownTree, parents, verification };
  }

  #url({ api }: Call, rest: string): string {
    return `${api}/repos/${this.state.repository.repository}/git/${rest}`;
  }

  #html(sha: string): string {
    return `https://github.com/${this.state.repository.repository}/commit/${sha}`;
  }
}

interface NewTreeEntry {
  readonly path: string;
  readonly mode?: string;
  readonly sha?: string | null;
  readonly content?: string;
}
