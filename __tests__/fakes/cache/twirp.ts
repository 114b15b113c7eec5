import { jsonBody, type Received, type Reply, type Route } from '../http-server.js';
import type { Blobs } from './blobs.js';
import type { CacheEntries } from './entries.js';
import type { CacheScope, RuntimeTokens } from './runtime-token.js';

const SERVICE = '/twirp/github.actions.results.api.v1.CacheService';

interface Call {
  readonly scopes: readonly CacheScope[];
  readonly body: Readonly<Record<string, unknown>>;
  readonly origin: string;
}

/** The three calls of the cache service, with its real answers and refusals. */
export class CacheService {
  /** Uploads under way: a key is taken from its reservation on. */
  readonly #reservations = new Map<string, string>();

  constructor(
    private readonly entries: CacheEntries,
    private readonly blobs: Blobs,
    private readonly tokens: RuntimeTokens,
  ) {}

  /** The routes of the service. */
  routes(): readonly Route[] {
    return [
      this.#route('CreateCacheEntry', (call) => this.#create(call)),
      this.#route('FinalizeCacheEntryUpload', (call) => this.#finalize(call)),
      this.#route('GetCacheEntryDownloadURL', (call) => this.#download(call)),
    ];
  }

  #route(name: string, handle: (call: Call) => Reply): Route {
    return {
      method: 'POST',
      pattern: `${SERVICE}/${name}`,
      handle: (request) => {
        const scopes = this.tokens.read(bearer(request));
        if (scopes === undefined) return refusal(401, 'unauthenticated', 'invalid token');
        const body = (jsonBody(request) ?? {}) as Record<string, unknown>;
        if (text(body, 'key') === '' || text(body, 'version') === '') {
          return refusal(400, 'invalid_argument', 'key and version are required');
        }
        return handle({ scopes, body, origin: request.url.origin });
      },
    };
  }

  #create(call: Call): Reply {
    const reserved = reservation(call);
    if (reserved === undefined) return WRITE_DENIED;
    if (this.entries.has(reserved) || this.#reservations.has(reserved.id)) {
      const message = 'cache entry with the same key, version, and scope already exists';
      return refusal(409, 'already_exists', message);
    }
    const blob = this.blobs.create();
    this.#reservations.set(reserved.id, blob);
    const url = this.blobs.sign(call.origin, blob, 'cw');
    return { status: 200, body: { ok: true, signed_upload_url: url, message: '' } };
  }

  #finalize(call: Call): Reply {
    const reserved = reservation(call);
    if (reserved === undefined) return WRITE_DENIED;
    const blob = this.#reservations.get(reserved.id);
    if (blob === undefined) return refusal(404, 'not_found', 'cache entry not found');
    const archive = this.blobs.content(blob);
    if (archive?.length !== Number(call.body.size_bytes ?? 0)) {
      const message = 'the uploaded size is not the declared one';
      return { status: 200, body: { ok: false, entry_id: '0', message } };
    }
    this.#reservations.delete(reserved.id);
    const { ref, key, version } = reserved;
    const entry = this.entries.plant({ ref, key, version, archive });
    return { status: 200, body: { ok: true, entry_id: String(entry.id), message: '' } };
  }

  #download(call: Call): Reply {
    const scopes = call.scopes.filter(({ canRead }) => canRead).map(({ ref }) => ref);
    if (scopes.length === 0) {
      const message = 'cache read denied: token has no readable scopes';
      return refusal(403, 'permission_denied', message);
    }
    const restoreKeys = (call.body.restore_keys ?? []) as string[];
    const keys = [text(call.body, 'key'), ...restoreKeys];
    const entry = this.entries.find({ scopes, keys, version: text(call.body, 'version') });
    if (entry === undefined) {
      return { status: 200, body: { ok: false, signed_download_url: '', matched_key: '' } };
    }
    this.entries.touch(entry.id);
    const url = this.blobs.sign(call.origin, this.blobs.create(entry.archive), 'r');
    return { status: 200, body: { ok: true, signed_download_url: url, matched_key: entry.key } };
  }
}

/** What a run that writes writes: the key in the first scope it may write. */
function reservation(
  call: Call,
): { id: string; ref: string; key: string; version: string } | undefined {
  const ref = call.scopes.find(({ canWrite }) => canWrite)?.ref;
  if (ref === undefined) return undefined;
  const [key, version] = [text(call.body, 'key'), text(call.body, 'version')];
  return { id: JSON.stringify([ref, key, version]), ref, key, version };
}

function bearer(request: Received): string {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
}

function text(body: Readonly<Record<string, unknown>>, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

function refusal(status: number, code: string, msg: string): Reply {
  return { status, body: { code, msg } };
}

const WRITE_DENIED: Reply = {
  status: 200,
  body: {
    ok: false,
    signed_upload_url: '',
    message: 'cache write denied: token has no writable scopes',
  },
};
