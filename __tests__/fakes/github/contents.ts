import type { Json } from '../payloads.js';
import { notFound, Refusal, type Call, type Endpoint } from './api.js';
import { DIRECTORY, type TreeEntry } from './git-objects.js';
import type { GitHubState } from './state.js';

const MEBIBYTE = 1024 * 1024;
const DOCS = 'repos/contents#get-repository-content';

/** The endpoint of files and directories at a commit. */
export function contentEndpoints(state: GitHubState): readonly Endpoint[] {
  const at = (call: Call): { status: number; headers?: Record<string, string>; body: unknown } =>
    contentAt(state, call);
  return ['/repos/:owner/:repo/contents/*path', '/repos/:owner/:repo/contents'].map((pattern) => ({
    method: 'GET',
    pattern,
    needs: ['contents:read'],
    docs: DOCS,
    handle: at,
  }));
}

function contentAt(
  state: GitHubState,
  call: Call,
): { status: number; headers?: Record<string, string>; body: unknown } {
  const { objects } = state.git;
  const ref = call.query.get('ref') ?? state.repository.defaultBranch;
  const commit = objects.commits.get(state.git.resolve(ref) ?? '');
  if (commit === undefined) throw new Refusal(404, `No commit found for the ref ${ref}`);
  const path = call.params.path ?? '';
  const entry = objects.at(commit.tree, path);
  if (entry === undefined) throw notFound();
  if (entry.mode === DIRECTORY) {
    const listed = objects.trees.get(entry.sha) ?? [];
    const below = path === '' ? '' : `${path}/`;
    return { status: 200, body: listed.map((one) => shown(state, call, one, below + one.name)) };
  }
  const content = objects.blobs.get(entry.sha) ?? Buffer.alloc(0);
  if (/application\/vnd\.github\.(?:v3\.)?raw\b/.test(call.accept)) return raw(content);
  const full = { ...shown(state, call, entry, path), ...encoded(content) };
  return { status: 200, body: full };
}

function raw(content: Buffer): { status: number; headers: Record<string, string>; body: Buffer } {
  const type = 'application/vnd.github.raw+json; charset=utf-8';
  return { status: 200, headers: { 'content-type': type }, body: content };
}

/** Files of more than a mebibyte come without content, except raw. */
function encoded(content: Buffer): Json {
  if (content.length > 100 * MEBIBYTE) {
    throw new Refusal(403, 'This API returns blobs up to 100 MB in size.', [
      { resource: 'Blob', field: 'data', code: 'too_large' },
    ]);
  }
  if (content.length > MEBIBYTE) return { content: '', encoding: 'none' };
  const lines = content.toString('base64').match(/.{1,60}/g) ?? [];
  return { content: lines.map((line) => `${line}\n`).join(''), encoding: 'base64' };
}

function shown(state: GitHubState, { api, query }: Call, entry: TreeEntry, path: string): Json {
  const { repository, defaultBranch } = state.repository;
  const ref = query.get('ref') ?? defaultBranch;
  const isDirectory = entry.mode === DIRECTORY;
  const self = `${api}/repos/${repository}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${api}/repos/${repository}/git/${isDirectory ? 'trees' : 'blobs'}/${entry.sha}`;
  const html = `https://github.com/${repository}/${isDirectory ? 'tree' : 'blob'}/${ref}/${path}`;
  return {
    name: entry.name,
    path,
    sha: entry.sha,
    size: isDirectory ? 0 : (state.git.objects.blobs.get(entry.sha)?.length ?? 0),
    url: self,
    html_url: html,
    git_url: git,
    download_url: isDirectory
      ? null
      : `https://raw.githubusercontent.com/${repository}/${ref}/${path}`,
    type: isDirectory ? 'dir' : 'file',
    _links: { self, git, html },
  };
}
