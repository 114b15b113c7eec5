import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';

import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly shell?: string;
}

const WORKFLOW = parse(readFileSync('.github/workflows/release.yml', 'utf8')) as {
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
};

const STEPS = Object.values(WORKFLOW.jobs).flatMap(({ steps }) => steps);

/** The script of the step whose name begins so. */
const scriptOf = (name: string): string =>
  STEPS.find((step) => step.name?.startsWith(name))?.run ?? 'exit 99';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'));
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'release'));
  writeFileSync(join(folder, 'release/siuo-gate-1.2.3.tgz'), 'package');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Plays a step as the runner does, its tools replaced: each keeps what it was called with. */
function play(
  step: string,
  tools: Readonly<Record<string, string>>,
): { readonly status: number | null; readonly said: string; readonly calls: readonly string[] } {
  const log = join(folder, 'calls');
  writeFileSync(log, '');
  for (const [name, body] of Object.entries(tools)) {
    const path = join(folder, 'bin', name);
    writeFileSync(path, `#!/bin/bash\necho "${name} $*" >> "${log}"\n${body}\n`);
    chmodSync(path, 0o755);
  }
  const { status, stdout } = spawnSync(
    'bash',
    ['--noprofile', '--norc', '-eo', 'pipefail', '-c', scriptOf(step)],
    {
      cwd: folder,
      encoding: 'utf8',
      env: {
        PATH: `${join(folder, 'bin')}:${env.PATH ?? ''}`,
        GITHUB_REF_NAME: 'v1.2.3',
        GH_REPO: 'octo-org/octo-repo',
        COMMIT: 'c0ffee',
        PACKAGE: './siuo-gate-1.2.3.tgz',
      },
    },
  );
  return { status, said: stdout, calls: readFileSync(log, 'utf8').trim().split('\n') };
}

test('every step ends at the first failure, of a pipe too', () => {
  expect(WORKFLOW.defaults?.run?.shell).toBe('bash');
  expect(STEPS.filter(({ shell }) => shell !== undefined)).toEqual([]);
});

describe('the major tag', () => {
  const gh = (refs: string, { tag = 'c0ffee', write = 0, read = 0 } = {}): string => `
    case "$*" in
      *matching-refs*) printf '%s\\n' ${refs}; exit ${read};;
      *--method*) exit ${write};;
      *--jq*) echo ${tag};;
    esac`;
  const move = (body: string): ReturnType<typeof play> => play('Move the major tag', { gh: body });
  const NEWEST = 'refs/tags/v1.2.2 refs/tags/v1.2.3 refs/tags/v1.2.3-rc.1';

  test('is moved for the newest release, and looked at again', () => {
    const { status, calls } = move(gh(NEWEST));
    expect(status).toBe(0);
    expect(calls).toContain(
      'gh api --method PATCH repos/octo-org/octo-repo/git/refs/tags/v1 -f sha=c0ffee -F force=true',
    );
  });

  test('stays where a newer release has it', () => {
    const { status, said, calls } = move(gh(`${NEWEST} refs/tags/v1.10.0`));
    expect(status).toBe(0);
    expect(said).toMatch(/v1 stays at refs\/tags\/v1\.10\.0/);
    expect(calls).toHaveLength(1);
  });

  test.each([
    ['is refused', gh(NEWEST, { write: 1 })],
    ['does not last', gh(NEWEST, { tag: 'decade' })],
    ['has no list to go by', gh(NEWEST, { read: 1 })],
  ])('fails the step when the move %s', (_name, body) => {
    expect(move(body).status).not.toBe(0);
  });
});

describe('the release', () => {
  const create = (isThere: boolean): ReturnType<typeof play> =>
    play('Create the release', {
      gh: `case "$*" in *view*) exit ${isThere ? 0 : 1};; esac`,
    });

  test('is made where there is none, and completed where there is one', () => {
    expect(create(false).calls[1]).toMatch(/^gh release create v1\.2\.3 .*siuo-gate-1\.2\.3\.tgz/);
    const again = create(true);
    expect(again.status).toBe(0);
    expect(again.calls.slice(1)).toEqual([
      expect.stringMatching(/^gh release upload v1\.2\.3 --clobber /),
      expect.stringMatching(/^gh release edit v1\.2\.3 .*--draft=false/),
    ]);
  });
});

describe('the npm package', () => {
  const OTHER = 'sha512-b3RoZXI=';
  const publish = (integrity: string): ReturnType<typeof play> =>
    play('Publish, unless', {
      npm: `case "$*" in view*) echo "${integrity}"; [ -n "${integrity}" ];; esac`,
      openssl: 'cat /dev/null; printf same',
    });

  test('is published where it is not, left where it is, and fails where another is', () => {
    const same = `sha512-${Buffer.from('same').toString('base64')}`;
    expect(publish('').calls.at(-1)).toMatch(
      /^npm publish \.\/release\/\.\/siuo-gate-1\.2\.3\.tgz/,
    );
    expect(publish(same)).toMatchObject({
      status: 0,
      said: 'siuo-gate@1.2.3 is published already.\n',
    });
    expect(publish(OTHER)).toMatchObject({
      status: 1,
      said: expect.stringContaining('::error::siuo-gate@1.2.3 is published with other contents'),
    });
    expect(publish(OTHER).calls.join('\n')).not.toMatch(/npm publish/);
  });
});
