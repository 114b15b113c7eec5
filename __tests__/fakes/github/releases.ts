import type { Json } from '../payloads.js';
import { notFound, page, type Call, type Endpoint } from './api.js';
import type { GitHubState } from './state.js';

const BASE = '/repos/:owner/:repo/releases';
const DOCS = 'releases/releases';

/** The endpoints of releases: to find one, and to write its notes. */
export function releaseEndpoints(state: GitHubState): readonly Endpoint[] {
  const find = (is: (release: Json) => boolean): number => {
    const index = state.releases.findLastIndex(is);
    if (index < 0) throw notFound();
    return index;
  };
  const one = (pattern: string, docs: string, is: (call: Call) => (release: Json) => boolean) => ({
    method: 'GET',
    pattern: `${BASE}${pattern}`,
    needs: ['contents:read'] as const,
    docs: `${DOCS}#${docs}`,
    handle: (call: Call) => ({ status: 200, body: state.releases[find(is(call))] }),
  });
  const byTag = (call: Call) => (release: Json) => release.tag_name === call.params.tag;
  const byId = (call: Call) => (release: Json) => String(release.id) === call.params.id;
  return [
    {
      method: 'GET',
      pattern: BASE,
      needs: ['contents:read'],
      docs: `${DOCS}#list-releases`,
      handle: (call) => page(call, [...state.releases].reverse()),
    },
    one('/latest', 'get-the-latest-release', () => isFull),
    one('/tags/*tag', 'get-a-release-by-tag-name', byTag),
    one('/:id', 'get-a-release', byId),
    {
      method: 'PATCH',
      pattern: `${BASE}/:id`,
      needs: ['contents:write'],
      docs: `${DOCS}#update-a-release`,
      handle: (call) => {
        const index = find(byId(call));
        const changed = Object.entries(call.body).filter(([name]) => CHANGEABLE.has(name));
        const updated = { ...state.releases[index], ...Object.fromEntries(changed) };
        state.releases[index] = updated;
        return { status: 200, body: updated };
      },
    },
  ];
}

/** The latest release is never a draft or prerelease. */
function isFull(release: Json): boolean {
  return release.draft !== true && release.prerelease !== true;
}

const CHANGEABLE = new Set(['tag_name', 'target_commitish', 'name', 'body', 'draft', 'prerelease']);
