import { startHttpServer, type HttpServer, type Reply } from './http-server.js';

/** The revision that the fake hub has. */
export const HUB_REVISION = '0123456789abcdef0123456789abcdef01234567';

/** A hub and the storage it redirects pictures to, on two ports and so of two origins. */
export interface FakeHub {
  readonly hub: HttpServer;
  readonly storage: HttpServer;
  /** Paths of the data set that were asked of the hub, in order. */
  asked(): readonly string[];
  close(): Promise<void>;
}

/** What the fake hub serves, and to whom. */
export interface FakeHubOptions {
  /** By path in the data set; objects go out as JSON. */
  readonly files: Readonly<Record<string, unknown>>;
  /** Who may read; everybody when left out. */
  readonly token?: string;
  /** The name that redirects give the storage's host; its address when left out. */
  readonly storageName?: string;
}

const BASE = `/datasets/sinwang/SIUO/resolve/${HUB_REVISION}/`;

/** Starts a hub that answers as the real one does: rows itself, pictures by way of its storage. */
export async function startFakeHub(options: FakeHubOptions): Promise<FakeHub> {
  const { files, token, storageName = '127.0.0.1' } = options;
  const storage = await startHttpServer({
    routes: [
      {
        method: 'GET',
        pattern: '/storage/*path',
        handle: ({ params, url }) =>
          url.searchParams.get('signature') === 'secret'
            ? found(files[params.path ?? ''])
            : { status: 403, body: 'unsigned' },
      },
    ],
    notFound: () => ({ status: 404, body: 'no such key' }),
  });
  const hub = await startHttpServer({
    routes: [
      {
        method: 'GET',
        pattern: `${BASE}*path`,
        handle: ({ params }) => {
          const path = params.path ?? '';
          if (!(path in files)) return missing('EntryNotFound');
          return path.startsWith('images/')
            ? redirect(storage.url.replace('127.0.0.1', storageName), path)
            : found(files[path]);
        },
      },
    ],
    guard: ({ headers }) =>
      token === undefined || headers.authorization === `Bearer ${token}`
        ? undefined
        : { status: 401, headers: { 'x-error-code': 'GatedRepo' }, body: 'Access is restricted.' },
    notFound: () => missing('RevisionNotFound'),
  });
  return {
    hub,
    storage,
    asked: () => hub.requests.map(({ path }) => path.replace(BASE, '')),
    close: async () => {
      await Promise.all([hub.close(), storage.close()]);
    },
  };
}

function found(body: unknown): Reply {
  return body === undefined ? { status: 404, body: 'no such key' } : { status: 200, body };
}

function missing(code: string): Reply {
  return { status: 404, headers: { 'x-error-code': code }, body: 'Not found' };
}

function redirect(storage: string, path: string): Reply {
  return { status: 302, headers: { location: `${storage}/storage/${path}?signature=secret` } };
}
