import { createHmac, randomBytes, randomUUID } from 'node:crypto';

import type { Received, Reply, Route } from '../http-server.js';

interface Blob {
  readonly blocks: Map<string, Buffer>;
  content: Buffer | undefined;
}

/** Blob storage behind signed URLs: as much of Azure's wire as the toolkit uses. */
export class Blobs {
  readonly #secret = randomBytes(32);
  readonly #blobs = new Map<string, Blob>();

  /** Makes an empty blob and gives its name. */
  create(content?: Buffer): string {
    const name = randomUUID();
    this.#blobs.set(name, { blocks: new Map(), content });
    return name;
  }

  /** What was uploaded, or undefined before the upload is whole. */
  content(name: string): Buffer | undefined {
    return this.#blobs.get(name)?.content;
  }

  /** A URL that allows one thing, reading (`r`) or creating (`cw`), with this blob. */
  sign(origin: string, name: string, may: 'r' | 'cw'): string {
    const query = new URLSearchParams({
      sp: may,
      sv: '2026-02-06',
      sig: this.#signature(name, may),
    });
    return `${origin}/productionresults/actions-cache/${name}?${query.toString()}`;
  }

  /** The routes of the storage. */
  routes(): readonly Route[] {
    const pattern = '/productionresults/actions-cache/:name';
    const guarded = (may: 'r' | 'cw', handle: (request: Received, blob: Blob) => Reply) => {
      return (request: Received): Reply => this.#guard(request, may, handle);
    };
    return [
      { method: 'PUT', pattern, handle: guarded('cw', put) },
      { method: 'GET', pattern, handle: guarded('r', get) },
      { method: 'HEAD', pattern, handle: guarded('r', get) },
    ];
  }

  #guard(
    request: Received,
    may: 'r' | 'cw',
    handle: (request: Received, blob: Blob) => Reply,
  ): Reply {
    const name = request.params.name ?? '';
    const { searchParams } = request.url;
    const signed =
      searchParams.get('sp') === may && searchParams.get('sig') === this.#signature(name, may);
    if (!signed) return refusal(403, 'AuthenticationFailed');
    const blob = this.#blobs.get(name);
    return blob === undefined ? refusal(404, 'BlobNotFound') : handle(request, blob);
  }

  #signature(name: string, may: string): string {
    return createHmac('sha256', this.#secret).update(`${name} ${may}`).digest('base64');
  }
}

function put(request: Received, blob: Blob): Reply {
  const { searchParams } = request.url;
  if (searchParams.get('comp') === 'block') {
    blob.blocks.set(searchParams.get('blockid') ?? '', request.body);
    return created(request);
  }
  if (searchParams.get('comp') === 'blocklist') return putBlockList(request, blob);
  if (request.headers['x-ms-blob-type'] !== 'BlockBlob') {
    return refusal(400, 'MissingRequiredHeader');
  }
  blob.content = request.body;
  return created(request);
}

function putBlockList(request: Received, blob: Blob): Reply {
  const list = request.body.toString('utf8').matchAll(/<(?:Latest|Uncommitted)>([^<]*)</g);
  const blocks = [...list].map(([, id]) => blob.blocks.get(id ?? ''));
  const known = blocks.filter((block) => block !== undefined);
  if (known.length !== blocks.length) return refusal(400, 'InvalidBlockList');
  blob.content = Buffer.concat(known);
  blob.blocks.clear();
  return created(request);
}

function get(request: Received, blob: Blob): Reply {
  if (blob.content === undefined) return refusal(404, 'BlobNotFound');
  const { content } = blob;
  const headers = {
    ...common(request),
    'content-type': 'application/octet-stream',
    'accept-ranges': 'bytes',
    'x-ms-blob-type': 'BlockBlob',
  };
  const range = /^bytes=(\d+)-(\d*)$/.exec(
    String(request.headers['x-ms-range'] ?? request.headers.range ?? ''),
  );
  if (range === null) return { status: 200, headers, body: content };
  const start = Number(range[1]);
  const end = Math.min(range[2] === '' ? Infinity : Number(range[2]), content.length - 1);
  if (start >= content.length) return refusal(416, 'InvalidRange');
  const contentRange = `bytes ${start}-${end}/${content.length}`;
  const body = content.subarray(start, end + 1);
  return { status: 206, headers: { ...headers, 'content-range': contentRange }, body };
}

function created(request: Received): Reply {
  return { status: 201, headers: common(request) };
}

function common(request: Received): Record<string, string> {
  const client = request.headers['x-ms-client-request-id'];
  return {
    'x-ms-request-id': randomUUID(),
    'x-ms-version': String(request.headers['x-ms-version'] ?? '2026-02-06'),
    ...(client === undefined ? {} : { 'x-ms-client-request-id': String(client) }),
    'last-modified': new Date().toUTCString(),
    etag: `"0x${randomBytes(8).toString('hex').toUpperCase()}"`,
  };
}

function refusal(status: number, code: string): Reply {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code }, body };
}
