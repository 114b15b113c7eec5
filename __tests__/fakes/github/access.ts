import { randomBytes } from 'node:crypto';

import type { Received } from '../http-server.js';

/** A workflow's permission keys, and how far each may go. */
export type Permissions = Readonly<Partial<Record<Scope, 'read' | 'write' | 'none'>>>;

/** The permission keys that the fake's routes ask for. */
export type Scope =
  'actions' | 'contents' | 'issues' | 'metadata' | 'pull-requests' | 'statuses' | 'workflows';

/** What an endpoint needs, as alternatives: any one of them will do. */
export type Need = `${Scope}:${'read' | 'write'}`;

/** What a token may do, and as whom. */
export interface Grant {
  readonly permissions: Permissions;
  /** The login that comments and statuses are made under. */
  readonly login: string;
  /** Job and App tokens are no user: GET /user is refused to them. */
  readonly isUser: boolean;
  /** Refuses the GraphQL viewer, as some tokens' are. */
  readonly isViewerRefused: boolean;
}

/** The tokens a server knows. */
export class Access {
  readonly #grants = new Map<string, Grant>();

  /** Makes a token; without words it is a job's, with no permissions but metadata. */
  issue(grant: Partial<Grant> = {}): string {
    const token = `${grant.isUser === true ? 'ghp' : 'ghs'}_${randomBytes(18).toString('hex')}`;
    this.#grants.set(token, {
      permissions: {},
      login: 'github-actions[bot]',
      isUser: false,
      isViewerRefused: false,
      ...grant,
    });
    return token;
  }

  /** Makes a token worthless, as the end of its job does. */
  revoke(token: string): void {
    this.#grants.delete(token);
  }

  /** The grant of a request's token; undefined where there is none or it is unknown. */
  grantOf(request: Received): Grant | undefined {
    const token = /^(?:bearer|token)\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    return this.#grants.get(token ?? '');
  }
}

/** Whether a grant meets one of the alternatives; a public repository is read without. */
export function isAllowed(grant: Grant, needs: readonly Need[], isPrivate: boolean): boolean {
  if (needs.length === 0) return true;
  return needs.some((need) => {
    const [scope, level] = need.split(':') as [Scope, 'read' | 'write'];
    if (level === 'read' && !isPrivate) return true;
    const held = grant.permissions[scope] ?? 'none';
    return held === 'write' || (held === 'read' && level === 'read');
  });
}
