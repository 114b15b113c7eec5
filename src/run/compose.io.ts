import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createConfirmedStore, createPendingStore } from '../baseline/certain-save.io.js';
import { createPictureShelf } from '../dataset/picture-shelf.io.js';
import { openHttp } from '../http.io.js';
import { readTemplate } from './config-file.io.js';
import { pendingFile, type Folders } from '../folders.io.js';
import { systemChance, systemClock } from '../clock.io.js';
import { createWorkspaceFiles } from '../files.io.js';
import { GateError, messageOf } from '../errors.js';
import type { RunContext } from '../config/run-context.js';
import type { Redactor } from '../redact/redactor.js';
import type { GatePorts } from './gate-ports.js';
import type { RecordSource } from '../record/record-schema.js';
import type { Reporter } from '../report/reporter.js';
import { judgePromptOf } from '../judge/judge-prompt.js';
import {
  filesReporter,
  pageReporter,
  requireReportFolder,
  writeHistory,
} from '../report/report-files.io.js';
import type { HistoryView } from '../report/history-view.js';
import { openAiEndpoint } from '../model/endpoint.io.js';
import type { Config, EndpointConfig } from '../config/config.js';
import type { ChatEndpoint } from '../model/chat-endpoint.js';
import {
  commentOf,
  type CommentWiring,
  statusOf,
  type StatusWiring,
  memoryOf,
  type MemoryWiring,
} from './pull-request.io.js';
import { storeOf, datasetOf, journalOf } from './stores.io.js';
import { conflict } from '../config/config-errors.js';
import { RUBRICS, withRefusals } from '../judge/rubrics.js';
import type { DatasetSource } from '../dataset/item.js';
import { createAnswerVault } from '../baseline/answer-vault.io.js';
import {
  withKnownBranch,
  withPrivacy,
  withPull,
  type Shared,
  type World,
} from './github-parts.io.js';
import { waiversOf } from './waivers.io.js';
import { readHumanLabels } from './human-labels.io.js';

/** The concrete parts of a run. */
export interface Wiring extends CommentWiring, StatusWiring, MemoryWiring {
  /** The context with what the event did not say. */
  readonly context: RunContext;
  readonly ports: GatePorts;
  readonly config: Config;
  readonly redact: Redactor;
  /** Writes the report files. */
  readonly files: Reporter;
  /** Writes the report for people to look at. */
  readonly page: Reporter;
  /** Writes a history, and gives the path of its page. */
  readonly writeHistory: (view: HistoryView) => Promise<string>;
  /** The folder of the report files, absolute. */
  readonly reportFolder: string;
  /** Saves the answers for later attempts, where that is wanted. */
  saveAnswers(): Promise<void>;
  /** Throws CONFIG_INVALID when no report could be written there. */
  readonly requireReportFolder: () => Promise<void>;
  close(): Promise<void>;
}

/**
 * Puts the concrete parts of a run together. The only place that names them.
 *
 * @param config the run's inputs
 * @param given where and why it happens, as far as the event says
 * @param world folders, log and environment
 * @throws GateError CONFIG_INVALID for a judge prompt or a folder that cannot be used, CONFIG_MISSING for a token
 */
export async function wire(config: Config, given: RunContext, world: World): Promise<Wiring> {
  const { folders, log, redact } = world;
  await makeTemp(folders);
  const http = openHttp(
    Math.max(config.model?.concurrency ?? 1, config.judge?.endpoint.concurrency ?? 1),
  );
  const api = { ...world, config, http };
  const context = await withPull(await withKnownBranch(given, api), api);
  const shared = {
    ...world,
    config,
    context,
    http,
    workspace: createWorkspaceFiles(folders.workspace),
  };
  const { directory, showAnswers } = config.report;
  const journal = await journalOf(shared);
  const memory = memoryOf(shared);
  const reportPlace = { files: shared.workspace, directory };
  const source = await datasetOf(shared);
  const shelf = createPictureShelf(source);
  const isUnjudged = config.mode === 'sweep' && config.judge === undefined;
  return {
    config,
    redact,
    context,
    ports: {
      clock: systemClock,
      chance: systemChance,
      log,
      dataset: shelf.source,
      ...(await keepersOf(shared)),
      journal,
      recall: memory.recall,
      waivers: waiversOf(shared),
      ...endpointsOf(shared),
      records: config.records === '' ? undefined : await recordsOf(shared),
      judgePrompt: await promptOf(config, folders, source),
      humanLabels: await readHumanLabels({ ...shared, context: given }),
    },
    files: filesReporter(reportPlace, showAnswers || isUnjudged, redact),
    page: pageReporter(reportPlace, showAnswers, redact, shelf.addresses),
    writeHistory: (view) => writeHistory(reportPlace, view, redact),
    reportFolder: resolve(folders.workspace, directory),
    requireReportFolder: () => requireReportFolder({ files: shared.workspace, directory }),
    ...commentOf(shared),
    ...statusOf(shared),
    saveAnswers: () => journal.save(),
    ...memory,
    close: () => http.close(),
  };
}

/** Makes the folder for answers. */
async function makeTemp({ temp }: Folders): Promise<void> {
  try {
    await mkdir(temp, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new GateError(
      'CONFIG_INVALID',
      `The folder ${temp}, in which answers are kept, cannot be made: ${messageOf(error)}.`,
      {
        remedy: 'Set XDG_CACHE_HOME (on a runner RUNNER_TEMP) to a folder that can be written.',
        cause: error,
      },
    );
  }
}

/** Where baselines are kept, and the words of their answers. */
async function keepersOf(shared: Shared): Promise<Pick<GatePorts, 'baseline' | 'vault'>> {
  const { config, context, folders, redact, handOver } = shared;
  const store = await storeOf(shared);
  const path = pendingFile(folders, config.baseline.name);
  const pending = createPendingStore(store, path, redact, handOver?.baseline);
  return {
    baseline: createConfirmedStore(pending, systemClock),
    vault: createAnswerVault({
      config,
      context: await withPrivacy(context, shared),
      store,
      redact,
    }),
  };
}

/** The records that mode report is given, or what mode measure measures again. */
async function recordsOf({ config, folders, workspace }: Shared): Promise<RecordSource> {
  const { createRecordFiles, createRecordAt } = await import('../record/record-files.io.js');
  if (config.mode === 'measure') return createRecordAt(config.records, folders.workspace);
  return createRecordFiles({ pattern: config.records, root: folders.workspace, files: workspace });
}

/** The judge's prompt: the user's file, or ours, by what the items of the set give it. */
async function promptOf(
  { judge, dataset }: Config,
  { workspace }: Folders,
  { rubric = 'siuo', hasHarmless }: DatasetSource,
): Promise<GatePorts['judgePrompt']> {
  const path = judge?.promptPath;
  const given = path === undefined ? undefined : await readTemplate(workspace, path);
  const lacks = { siuo: undefined, warning: /\{reference\}/, plain: /\{(?:warning|reference)\}/ };
  const lacking = given === undefined ? null : lacks[rubric]?.exec(given);
  if (lacking) {
    throw conflict(
      `The template of input judge-prompt has ${lacking[0]}, which items of this data set (${dataset.kind}) have not.`,
      'Leave it out of the template, or judge-prompt out: the data set has a prompt of its own.',
    );
  }
  const prompt = given === undefined ? RUBRICS[rubric]() : judgePromptOf(given);
  return hasHarmless === true ? withRefusals(prompt) : prompt;
}

/** Model and judges. */
function endpointsOf({
  config,
  http,
  log,
  redact,
}: Shared): Pick<GatePorts, 'model' | 'control' | 'judge' | 'confirmJudge'> {
  const open = (role: ChatEndpoint['role'], endpoint: EndpointConfig): ChatEndpoint =>
    openAiEndpoint({ role, config: endpoint, http, clock: systemClock, log, redact });
  return {
    model: config.model === undefined ? undefined : open('model', config.model),
    control: config.control === undefined ? undefined : open('control', config.control.endpoint),
    judge: config.judge === undefined ? undefined : open('judge', config.judge.endpoint),
    confirmJudge:
      config.confirmJudge === undefined ? undefined : open('judge', config.confirmJudge.endpoint),
  };
}
