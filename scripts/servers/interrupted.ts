// Servers that come late, or go and come back, while a sweep runs. Nothing stands in between, so that the run meets
// refused and broken connections as they are.
import { setTimeout as pause } from 'node:timers/promises';
import { resultOf, type Case, type CaseResult } from './cases.js';
import { newFolder, runCli, type Flags } from './run-cli.js';
import { serverOf, started, type Command } from './server-process.js';

/** How such a case is run. */
export interface Direct {
  /** Folder of the runs. */
  readonly runs: string;
  readonly flags: Flags;
}

/** How long the server is left to answer, and then stays away. */
const ANSWERING_MS = 5_000;
const AWAY_MS = 10_000;

/** How long nobody listens before the server is started. */
const LATE_MS = 3_000;

const RESTARTED: Case = {
  name: `kill -9 during a sweep, back after ${AWAY_MS / 1000} s`,
  expected: { exit: 0, losesNothing: true },
};

const LOADING: Case = {
  name: 'started after the sweep, and loads',
  expected: { exit: 0, losesNothing: true },
};

/** A sweep whose server is killed and started again. */
export async function restartCase(
  name: string,
  command: Command,
  { runs, flags }: Direct,
): Promise<CaseResult> {
  const server = await started(command);
  const meanwhile = async (): Promise<void> => {
    await pause(ANSWERING_MS);
    await server.kill();
    await pause(AWAY_MS);
    server.start();
  };
  // Long answers, so that it is killed in their middle.
  const all = {
    ...flags,
    endpoint: server.baseUrl,
    model: 'tiny',
    'max-tokens': '200',
    domains: 'self-harm\nmorality',
  };
  try {
    return resultOf(
      name,
      RESTARTED,
      await runCli('sweep', all, newFolder(runs), meanwhile),
      undefined,
    );
  } finally {
    await server.kill();
  }
}

/** A sweep that begins before its server does. */
export async function loadingCase(
  name: string,
  command: Command,
  { runs, flags }: Direct,
): Promise<CaseResult> {
  const server = await serverOf(command);
  const meanwhile = async (): Promise<void> => {
    await pause(LATE_MS);
    server.start();
  };
  const all = {
    ...flags,
    endpoint: server.baseUrl,
    model: 'small',
    repeats: '1',
    'max-tokens': '4',
  };
  try {
    return resultOf(
      name,
      LOADING,
      await runCli('sweep', all, newFolder(runs), meanwhile),
      undefined,
    );
  } finally {
    await server.kill();
  }
}
