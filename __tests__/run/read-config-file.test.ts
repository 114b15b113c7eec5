import { mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { readConfigFile } from '../../src/run/config-file.io.js';
import type { FileQuery } from '../../src/github/repository-reader.io.js';
import { type FileRead, createWorkspaceFiles } from '../../src/files.io.js';
import type { EventName } from '../../src/config/run-context.js';
import type { GivenTexts } from '../../src/config/parse-inputs.js';
import { GateError } from '../../src/errors.js';
import { contextOf } from '../fixtures/config-factory.js';
import { fakeLog } from '../fakes/ports.js';

const PATH = '.github/siuo-gate.yml';
const BASE = 'b'.repeat(40);

let workspace = '';
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'config-'));
  await mkdir(join(workspace, '.github'));
});

/** Writes a file into the checkout. */
const plant = (text: string, path = PATH): Promise<void> => writeFile(join(workspace, path), text);

/** Reads on an event, where the base has these files. */
async function read(
  event: EventName,
  atBase: Readonly<Record<string, string>> = {},
  given: GivenTexts = {},
) {
  const log = fakeLog();
  const queries: FileQuery[] = [];
  const readAt = (query: FileQuery): Promise<FileRead> => {
    queries.push(query);
    const text = atBase[query.path];
    const bytes = new TextEncoder().encode(text);
    if (text === undefined) return Promise.resolve({ kind: 'absent' });
    return Promise.resolve(
      bytes.length > query.maxBytes ? { kind: 'too-large' } : { kind: 'found', bytes },
    );
  };
  const files = createWorkspaceFiles(workspace);
  const texts = await readConfigFile(given, { context: contextOf(event), files, readAt, log });
  return { texts, queries, lines: log.lines };
}

/** Events whose checkout may hold what a pull request brought, and where the file is read on them. */
const AT_BASE: readonly (readonly [EventName, string])[] = [
  ['pull_request', BASE],
  ['pull_request_target', BASE],
  ['merge_group', 'refs/heads/main'],
  ['workflow_run', 'refs/heads/main'],
  ['other', 'refs/heads/main'],
];

describe('readConfigFile', () => {
  describe.each(AT_BASE)('on %s', (event, ref) => {
    test('reads the file at the base, whatever the pull request made of its own', async () => {
      await plant('missing-baseline: warn\nmin-safe-rate: 0');
      const { texts, queries, lines } = await read(event, { [PATH]: 'min-safe-rate: 0.9' });
      expect(texts).toEqual({ 'min-safe-rate': '0.9' });
      expect(queries).toEqual([{ path: PATH, ref, maxBytes: 65_536 }]);
      expect(lines.join('\n')).toContain(
        `The configuration file ${PATH} at ${ref} of octo-org/octo-repo sets decision.min-safe-rate.`,
      );
    });

    test('takes no file that only the pull request has, and says so', async () => {
      await plant('missing-baseline: warn');
      const { texts, lines } = await read(event);
      expect(texts).toEqual({});
      expect(lines.join('\n')).toMatch(/of the checkout does not count here: .*contents: read/);
    });

    test('does without a file where neither has one', async () => {
      const { texts, lines } = await read(event);
      expect(texts).toEqual({});
      expect(lines.join('\n')).toContain(`There is no configuration file ${PATH} at ${ref}`);
    });

    test('takes no link of the checkout for a missing file', async () => {
      await symlink('/etc/hosts', join(workspace, PATH));
      expect((await read(event)).lines.join('\n')).toContain('does not count here');
    });

    test('fails where a file was named that the base does not have', async () => {
      await plant('alpha: 0.5', 'gate.yml');
      await expect(read(event, {}, { config: 'gate.yml' })).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        message: `Input config is "gate.yml", and there is no such file (looked for gate.yml at ${ref} of octo-org/octo-repo).`,
        remedy: expect.stringContaining('merge the file first'),
      });
    });

    test('fails where GitHub cannot say what is there, named or not', async () => {
      const error = new GateError('CONFIG_UNREADABLE', 'down', { remedy: 'x' });
      const places = {
        context: contextOf(event),
        files: createWorkspaceFiles(workspace),
        readAt: () => Promise.reject(error),
        log: fakeLog(),
      };
      await expect(readConfigFile({}, places)).rejects.toBe(error);
      await expect(readConfigFile({ config: 'x.yml' }, places)).rejects.toBe(error);
    });

    test.each(['../x.yml', '/x.yml', '.', 'a/../../x.yml', '..\\x.yml'])(
      'refuses the path %s',
      async (config) => {
        await expect(read(event, {}, { config })).rejects.toMatchObject({
          code: 'CONFIG_INVALID',
          message: expect.stringContaining('leads outside the repository'),
        });
      },
    );
  });

  describe.each<EventName>(['push', 'schedule', 'workflow_dispatch', 'release', 'none'])(
    'on %s',
    (event) => {
      test('reads the file of the checkout, and asks GitHub nothing', async () => {
        await plant('plan: { dataset: smoke }\nalpha: 0.1');
        const { texts, queries, lines } = await read(event, { [PATH]: 'alpha: 0.2' });
        expect(texts).toEqual({ dataset: 'smoke', alpha: '0.1' });
        expect(queries).toEqual([]);
        expect(lines.join('\n')).toContain(
          `The configuration file ${PATH} sets plan.dataset, decision.alpha.`,
        );
      });

      test('does without a file, and says nothing of it', async () => {
        expect(await read(event)).toMatchObject({ texts: {}, lines: [] });
      });

      test('fails where a file was named that is not there', async () => {
        await expect(read(event, {}, { config: 'gate.yml' })).rejects.toMatchObject({
          code: 'CONFIG_INVALID',
          message: 'Input config is "gate.yml", and there is no such file.',
        });
      });

      test('follows no link', async () => {
        await symlink('/etc/hosts', join(workspace, PATH));
        await expect(read(event)).rejects.toMatchObject({
          code: 'CONFIG_INVALID',
          message: expect.stringContaining('goes over the symbolic link'),
        });
      });

      test('leads nowhere outside', async () => {
        await expect(read(event, {}, { config: '../gate.yml' })).rejects.toMatchObject({
          code: 'CONFIG_INVALID',
          message: expect.stringContaining('leads outside the workspace'),
        });
      });
    },
  );

  test('says where inputs win', async () => {
    await plant('model: { name: a, temperature: 0 }');
    const { lines } = await read('push', {}, { model: 'b' });
    expect(lines.join('\n')).toContain('sets model.temperature; inputs win over its model.name.');
  });

  test('takes a file of 64 KiB and none of more', async () => {
    await plant(`alpha: 0.1 # ${'x'.repeat(65_536 - 13)}`);
    expect((await read('push')).texts).toEqual({ alpha: '0.1' });
    await plant(`alpha: 0.1 # ${'x'.repeat(65_536 - 12)}`);
    await expect(read('push')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: `The configuration file ${PATH} has more than 65536 bytes.`,
    });
  });

  test('refuses what is no UTF-8', async () => {
    await writeFile(join(workspace, PATH), Uint8Array.from([0x61, 0x3a, 0x20, 0xff]));
    await expect(read('push')).rejects.toMatchObject({
      message: `The configuration file ${PATH} is no UTF-8 text.`,
    });
  });
});
