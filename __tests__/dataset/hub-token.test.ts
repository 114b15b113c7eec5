import { afterEach, describe, expect, it } from '@jest/globals';
import { Response } from 'undici';
import type { Fetch } from '../../src/http.io.js';
import type { DatasetSource } from '../../src/dataset/item.js';
import { generationRow } from '../fakes/dataset.js';
import { startHub, type HubFixture } from './hub-support.js';

const TOKEN = 'hf_secret';
const signal = new AbortController().signal;

/** The one line of the failure that loading ends with. */
async function lineOf(source: DatasetSource): Promise<string> {
  return source.load().then(
    () => 'it loaded',
    (error: unknown) => (error as { line: string }).line,
  );
}

describe('the token of a hub source', () => {
  let fixture: HubFixture;

  afterEach(async () => {
    await fixture.close();
  });

  it('goes to the hub, and never to where it redirects to', async () => {
    fixture = await startHub({ token: TOKEN });
    const source = fixture.source({ token: ` ${TOKEN}\n` });
    const { items } = await source.load();
    expect((await source.prefetch(items, signal)).size).toBe(3);
    expect(fixture.hub.requests).toHaveLength(5);
    for (const { headers } of fixture.hub.requests) {
      expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
    }
    expect(fixture.storage.requests).toHaveLength(3);
    for (const { headers } of fixture.storage.requests) {
      expect(JSON.stringify(headers)).not.toContain(TOKEN);
    }
  });

  it('is not sent when there is none', async () => {
    fixture = await startHub();
    await fixture.source().load();
    expect(fixture.hub.requests.every(({ headers }) => !('authorization' in headers))).toBe(true);
  });

  it('is in no error', async () => {
    fixture = await startHub({ token: 'hf_other' });
    const line = await lineOf(fixture.source({ token: TOKEN }));
    expect(line).toContain('status 401 (GatedRepo)');
    expect(line).not.toContain(TOKEN);
  });
});

describe('redirects', () => {
  const ok = () => new Response(JSON.stringify([generationRow(1)]));
  const to = (location: string) => new Response(null, { status: 302, headers: { location } });
  let fixture: HubFixture;

  afterEach(async () => {
    await fixture.close();
  });

  /** Loads over a fetch of canned replies; gives the requests and how it ended. */
  async function load(replies: readonly (() => Response)[], endpoint = 'https://hub.test/mirror') {
    fixture = await startHub();
    const requests: string[] = [];
    const fetch: Fetch = async (url, init) => {
      const headers = init?.headers as Record<string, string>;
      requests.push(`${String(url)} ${headers.authorization ?? '-'}`);
      return (replies[requests.length - 1] ?? ok)();
    };
    const line = await lineOf(fixture.source({ fetch, endpoint, token: TOKEN }));
    return { requests: requests.map((each) => each.replace(/^.*(siuo_gen\.json)/, '$1')), line };
  }

  it('to the hub’s own origin keep the token', async () => {
    const { requests } = await load([() => to('/cache/a')]);
    expect(requests.slice(0, 2)).toEqual([
      `siuo_gen.json Bearer ${TOKEN}`,
      `https://hub.test/cache/a Bearer ${TOKEN}`,
    ]);
  });

  it('elsewhere lose it for good, even on the way back', async () => {
    const { requests } = await load([
      () => to('https://storage.test/a?signature=x'),
      () => to('https://hub.test/b'),
    ]);
    expect(requests.slice(1, 3)).toEqual([
      'https://storage.test/a?signature=x -',
      'https://hub.test/b -',
    ]);
  });

  it.each([
    'https://hub.test.evil.test/a',
    'https://hub.test:8443/a',
    '//evil.test/a',
    'https://x@evil.test/a',
  ])('to the look-alike %s lose it', async (location) => {
    const { requests } = await load([() => to(location)]);
    expect(requests[1]).toMatch(/ -$/);
  });

  it.each([
    ['http://hub.test/a', 'it redirects to http:'],
    ['file:///etc/passwd', 'it redirects to file:'],
    ['data:,[]', 'it redirects to data:'],
    ['http://[', 'it redirects to nowhere'],
  ])('to %s are not followed', async (location, problem) => {
    const { requests, line } = await load([() => to(location)]);
    expect(requests).toHaveLength(1);
    expect(line).toContain(problem);
  });

  it('without an address are not followed', async () => {
    const { line } = await load([() => new Response(null, { status: 302 })]);
    expect(line).toContain('it redirects to nowhere');
  });

  it('without an end are not followed for ever, and their addresses are not shown', async () => {
    const { requests, line } = await load(
      Array.from({ length: 9 }, () => () => to('https://s.test/?signature=x')),
    );
    expect(requests).toHaveLength(6);
    expect(line).toContain('it redirects more than 5 times');
    expect(line).not.toContain('signature');
  });

  it.each(['ftp://hub.test', 'https://user:pass@hub.test', 'hub.test', 'https://hub.test?x=1'])(
    'start at no endpoint such as %s',
    async (endpoint) => {
      fixture = await startHub();
      const create = () => fixture.source({ endpoint });
      expect(create).toThrow(
        expect.objectContaining({
          code: 'CONFIG_INVALID',
          message: expect.stringContaining('HF_ENDPOINT'),
        }),
      );
      expect(create).not.toThrow(
        expect.objectContaining({ line: expect.stringContaining('pass@') }),
      );
    },
  );

  it.each(['', '  ', undefined])('start at the hub itself for %j', async (endpoint) => {
    fixture = await startHub();
    const urls: string[] = [];
    const fetch: Fetch = async (url) => {
      urls.push(String(url));
      return new Response(null, { status: 404 });
    };
    await lineOf(fixture.source({ endpoint, fetch }));
    expect(urls[0]).toMatch(/^https:\/\/huggingface\.co\/datasets\/sinwang\/SIUO\/resolve\//);
  });
});
