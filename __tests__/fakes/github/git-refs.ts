import type { Reply } from '../http-server.js';
import type { Json } from '../payloads.js';
import { notFound, page, Refusal, text, type Call, type Endpoint } from './api.js';
import type { GitHubState } from './state.js';

const BASE = '/repos/:owner/:repo/git';
const DOCS = 'git/refs';

/** The endpoints of refs: what makes a data branch safe against two writers. */
export function refEndpoints(state: GitHubState): readonly Endpoint[] {
  const refs = new Refs(state);
  return [
    {
      method: 'GET',
      pattern: `${BASE}/ref/*ref`,
      needs: ['contents:read'],
      docs: `${DOCS}#get-a-reference`,
      handle: (call) => refs.get(call),
    },
    {
      method: 'GET',
      pattern: `${BASE}/matching-refs/*ref`,
      needs: ['contents:read'],
      docs: `${DOCS}#list-matching-references`,
      handle: (call) => refs.matching(call),
    },
    {
      method: 'POST',
      pattern: `${BASE}/refs`,
      needs: ['contents:write'],
      docs: `${DOCS}#create-a-reference`,
      handle: (call) => refs.create(call),
    },
    {
      method: 'PATCH',
      pattern: `${BASE}/refs/*ref`,
      needs: ['contents:write'],
      docs: `${DOCS}#update-a-reference`,
      handle: (call) => refs.update(call),
    },
    {
      method: 'DELETE',
      pattern: `${BASE}/refs/*ref`,
      needs: ['contents:write'],
      docs: `${DOCS}#delete-a-reference`,
      handle: (call) => refs.remove(call),
    },
  ];
}

class Refs {
  constructor(private readonly state: GitHubState) {}

  get(call: Call): Reply {
    if (this.state.git.refs.size === 0) throw new Refusal(409, 'Git Repository is empty.');
    const ref = named(call);
    const sha = this.state.git.refs.get(ref);
    if (sha === undefined) throw notFound();
    return { status: 200, body: this.#shown(ref, sha, call) };
  }

  matching(call: Call): Reply {
    const prefix = named(call);
    const found = [...this.state.git.refs].filter(([ref]) => ref.startsWith(prefix));
    return page(
      call,
      found.map(([ref, sha]) => this.#shown(ref, sha, call)),
    );
  }

  create(call: Call): Reply {
    const ref = text(call, 'ref') ?? '';
    if (!/^refs\/[^/]+\/.+/.test(ref)) throw new Refusal(422, 'Reference name is not valid');
    if (this.state.git.refs.has(ref)) throw new Refusal(422, 'Reference already exists');
    const sha = this.#known(call);
    this.state.git.refs.set(ref, sha);
    return { status: 201, body: this.#shown(ref, sha, call) };
  }

  update(call: Call): Reply {
    const ref = named(call);
    const old = this.state.git.refs.get(ref);
    if (old === undefined) throw new Refusal(422, 'Reference does not exist');
    const sha = this.#known(call);
    if (call.body.force !== true && !this.state.git.history(sha).includes(old)) {
      throw new Refusal(422, 'Update is not a fast forward');
    }
    this.state.git.refs.set(ref, sha);
    return { status: 200, body: this.#shown(ref, sha, call) };
  }

  remove(call: Call): Reply {
    const known = this.state.git.refs.delete(named(call));
    if (!known) throw new Refusal(422, 'Reference does not exist');
    return { status: 204 };
  }

  #known(call: Call): string {
    const sha = text(call, 'sha') ?? '';
    if (!this.state.git.objects.commits.has(sha)) throw new Refusal(422, 'Object does not exist');
    return sha;
  }

  #shown(ref: string, sha: string, { api }: Call): Json {
    const git = `${api}/repos/${this.state.repository.repository}/git`;
    return {
      ref,
      node_id: Buffer.from(`Ref:${ref}`).toString('base64'),
      url: `${git}/${ref}`,
      object: { sha, type: 'commit', url: `${git}/commits/${sha}` },
    };
  }
}

/** The full ref of a path that leaves out `refs/`. */
function named(call: Call): string {
  return `refs/${call.params.ref ?? ''}`;
}
