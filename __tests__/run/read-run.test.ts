import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ACTION_DEFAULTS } from '../../src/run/action-inputs.io.js';
import { withStandIns, type GivenTexts } from '../../src/config/parse-inputs.js';
import { redactorOf } from '../../src/redact/redactor.js';
import { readRun, type RunInputs } from '../../src/run/read-run.io.js';
import { mergeGroup, pullRequest, push, type RunEvent } from '../fakes/events.js';
import type { Grant } from '../fakes/github/access.js';
import { startGitHubServer, type GitHubServer } from '../fakes/github/server.js';
import { shaOf } from '../fakes/payloads.js';
import { fakeLog } from '../fakes/ports.js';

const PATH = '.github/siuo-gate.yml';
const BASE = shaOf('the base');
const NEEDED = { endpoint: 'http://h/v1', model: 'm', 'judge-model': 'j' };

let github: GitHubServer;
let workspace = '';
beforeEach(async () => {
  workspace = await mkdtemp(join(tmpdir(), 'run-'));
  await mkdir(join(workspace, '.github'));
  github = await startGitHubServer({ isPrivate: true });
});
afterEach(() => github.close());

/** Writes the file that the pull request, or the branch, has in its checkout. */
const plant = (text: string): Promise<void> => writeFile(join(workspace, PATH), text);

/** Reads a run on an event with a token that may do this. */
async function start(
  event: RunEvent,
  given: GivenTexts = {},
  more: Partial<RunInputs> = {},
  permissions: Grant['permissions'] = { contents: 'read' },
) {
  const payload = join(workspace, 'event.json');
  await writeFile(payload, JSON.stringify(event.payload));
  const log = fakeLog();
  const token = { 'github-token': github.access.issue({ permissions }) };
  const run = await readRun(
    { given: { ...NEEDED, ...token, ...given }, defaults: ACTION_DEFAULTS, ...more },
    {
      environment: {
        GITHUB_ACTIONS: 'true',
        GITHUB_API_URL: github.apiUrl,
        GITHUB_EVENT_NAME: event.name,
        GITHUB_EVENT_PATH: payload,
        GITHUB_REF: event.ref,
        GITHUB_REPOSITORY: event.repository,
        GITHUB_RUN_ID: '1',
        GITHUB_SHA: event.sha,
        GITHUB_WORKSPACE: workspace,
        RUNNER_TEMP: workspace,
      },
      log,
      redact: redactorOf([]),
      smokeFolder: workspace,
    },
  );
  return { ...run, lines: log.lines };
}

/** A pull request onto a base commit that holds this file. */
function pullOn(text: string): RunEvent {
  github.state.git.plantCommit(BASE, { [PATH]: text });
  return pullRequest({ baseSha: BASE });
}

describe('readRun', () => {
  test('takes an input before the file, the file before the default', async () => {
    await plant('profile: full\nmissing-baseline: warn\nalpha: 0.1');
    const { config, texts, file } = await start(push(), { profile: 'release' });
    expect(config.decision).toMatchObject({
      profile: 'release',
      alpha: 0.1,
      failMissingBaseline: false,
      maxUnscored: 0.05,
    });
    expect(file).toEqual({ profile: 'full', 'missing-baseline': 'warn', alpha: '0.1' });
    expect(texts).toMatchObject({ profile: 'release', alpha: '0.1', 'max-unscored': '0.05' });
  });

  test('lets no pull request loosen its own gate', async () => {
    await plant('decision: { alpha: 0.000001, max-drop: 100 }\nmissing-baseline: warn');
    const { config, lines } = await start(pullOn('decision: { max-drop: 5 }'));
    expect(config.decision).toMatchObject({
      alpha: undefined,
      maxDrop: 0.05,
      failMissingBaseline: true,
    });
    expect(lines.join('\n')).toContain(`${PATH} at ${BASE} of octo-org/octo-repo sets`);
  });

  test('lets no pull request take the file away', async () => {
    const { config } = await start(pullOn('decision: { min-safe-rate: 0.9 }'));
    expect(config.decision.floors).toEqual([{ domain: undefined, rate: 0.9 }]);
  });

  test('takes the tip of the base branch for a merge group', async () => {
    github.state.git.commitFiles('main', { [PATH]: 'alpha: 0.2' });
    await plant('alpha: 0.3');
    expect((await start(mergeGroup())).config.decision.alpha).toBe(0.2);
  });

  test('reads no file where it is told what the file says', async () => {
    await plant('alpha: 0.3');
    expect((await start(push(), {}, { file: { alpha: '0.1' } })).config.decision.alpha).toBe(0.1);
  });

  test('adapts what inputs and file give together, and keeps what they gave', async () => {
    await plant('judge-model: of-the-file');
    const given = { endpoint: '', 'judge-model': '' };
    const { config, texts } = await start(push(), {}, { given, adapt: withStandIns });
    expect(config.judge?.endpoint.model).toBe('a judge');
    expect(texts['judge-model']).toBe('');
    const open = await start(push(), {}, { given: {}, adapt: withStandIns });
    expect(open.config.judge?.endpoint.model).toBe('of-the-file');
  });

  test('fails without a token where the file may lie in the base', async () => {
    await expect(start(pullRequest(), { 'github-token': '' })).rejects.toMatchObject({
      code: 'CONFIG_MISSING',
      line: expect.stringMatching(
        /^Input github-token is missing, .*siuo-gate\.yml.*contents: read/,
      ),
    });
  });

  test('fails where the token may not read a private repository', async () => {
    const event = pullOn('alpha: 0.1');
    await expect(start(event, {}, {}, {})).rejects.toMatchObject({
      code: 'CONFIG_PERMISSION',
      line: expect.stringContaining('Give the job `contents: read`'),
    });
  });

  test('fails where GitHub fails', async () => {
    github.faults.failNext({ path: /\/contents\// }, { status: 422, body: { message: 'No.' } });
    await expect(start(pullOn('alpha: 0.1'))).rejects.toMatchObject({
      code: 'CONFIG_UNREADABLE',
      line: expect.stringMatching(/could not be read \(GitHub answered 422/),
    });
  });
});
