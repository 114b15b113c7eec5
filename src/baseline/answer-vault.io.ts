import type { Config } from '../config/config.js';
import type { RunContext } from '../config/run-context.js';
import { messageOf } from '../errors.js';
import { formatCount } from '../format.js';
import type { SweepRecord } from '../record/record-schema.js';
import type { Redactor } from '../redact/redactor.js';
import {
  parseTexts,
  renderTexts,
  textFile,
  type AnswerTexts,
  type TextForm,
} from './answer-texts.js';
import type { AnswerVault, OpenedTexts, TextProblem } from './answer-vault.js';
import type { BaselineStore, KeptTexts } from './baseline-file.js';
import { sealTexts, unsealTexts } from './sealed-texts.io.js';

/** What a vault is made of. */
export interface VaultParts {
  readonly config: Pick<Config, 'task' | 'mode' | 'reuseAnswers' | 'baseline'>;
  /** Whether the repository is private is looked at here alone. */
  readonly context: Pick<RunContext, 'isPrivate'>;
  readonly store: Pick<BaselineStore, 'readTexts'>;
  readonly redact: Redactor;
}

/**
 * The texts of stored answers: encrypted where there is a key, only packed in the Actions cache of a
 * private repository, nowhere else.
 *
 * @param parts inputs, event, and the store that keeps them next to its baseline
 */
export function createAnswerVault(parts: VaultParts): AnswerVault {
  const form = formOf(parts);
  return {
    keeps: form !== undefined,
    seal: async (record, results) => {
      const none: KeptTexts = { added: new Map(), stay: stayOf(parts, form) };
      if (form === undefined) return none;
      const text = renderTexts(record, results, parts.redact.text);
      if (text === undefined) return none;
      const key = form === 'encrypted' ? parts.config.baseline.answersKey : undefined;
      const sealed = await sealTexts(text, { digest: record.answersDigest, key });
      if (sealed === undefined) return none;
      return { ...none, added: new Map([[textFile(record, form), sealed]]) };
    },
    open: (records, where) => openTexts(parts, records, where),
  };
}

/** How this run keeps texts; undefined where it keeps none. */
function formOf({ config, context }: VaultParts): TextForm | undefined {
  const { task, mode, reuseAnswers, baseline } = config;
  if (task === 'mcqa' || mode === 'sweep' || mode === 'measure' || !reuseAnswers) return undefined;
  if (baseline.answersKey !== undefined) return 'encrypted';
  return isClosed({ config, context }) ? 'packed' : undefined;
}

/** Whether texts may lie there as they are: in the Actions cache of a private repository. */
function isClosed({ config, context }: Pick<VaultParts, 'config' | 'context'>): boolean {
  return config.baseline.store.kind === 'cache' && context.isPrivate === true;
}

/** Which older texts stay: those that this run might have kept itself, and what only a key opens. */
function stayOf({ config }: VaultParts, form: TextForm | undefined): KeptTexts['stay'] {
  if (!config.reuseAnswers) return 'none';
  return form === 'packed' ? 'all' : 'encrypted';
}

/** What became of one run's texts. */
type OpenedRun = AnswerTexts | 'absent' | 'locked' | 'refused';

/** Reads and opens the texts of some records. */
async function openTexts(
  parts: VaultParts,
  records: readonly SweepRecord[],
  where: string,
): Promise<OpenedTexts> {
  const forms: readonly TextForm[] = isClosed(parts) ? ['encrypted', 'packed'] : ['encrypted'];
  const names = records.flatMap((record) => forms.map((form) => textFile(record, form)));
  let files: ReadonlyMap<string, string>;
  try {
    files = await parts.store.readTexts(new Set(names), where);
  } catch (error) {
    return { texts: new Map(), problem: unread(messageOf(error)) };
  }
  const texts = new Map<string, AnswerTexts>();
  const failed: string[] = [];
  for (const record of records) {
    const form = forms.find((each) => files.has(textFile(record, each)));
    const file = form && { form, text: files.get(textFile(record, form)) ?? '' };
    const opened = await openRun(record, file, parts);
    if (typeof opened === 'string') failed.push(opened);
    else texts.set(record.answersDigest, opened);
  }
  const problem = problemOf(failed, records.length, parts);
  return problem === undefined ? { texts } : { texts, problem };
}

/** Opens the texts of one run. */
async function openRun(
  record: SweepRecord,
  file: { readonly form: TextForm; readonly text: string } | undefined,
  { config }: VaultParts,
): Promise<OpenedRun> {
  if (file === undefined) return 'absent';
  const seal = { digest: record.answersDigest, key: config.baseline.answersKey };
  const opened = await unsealTexts(file.text, file.form, seal);
  if (!opened.ok) return opened.why;
  return parseTexts(opened.text, record) ?? 'refused';
}

/** Why not all are there; the worst that was found is named. */
function problemOf(
  failed: readonly string[],
  all: number,
  { config: { baseline }, context }: VaultParts,
): TextProblem | undefined {
  const count = (why: Exclude<OpenedRun, AnswerTexts>): string =>
    `${failed.filter((each) => each === why).length} of ${formatCount(all, 'baseline run')}`;
  if (failed.includes('refused')) {
    return {
      isFault: true,
      text: `The stored answers of ${count('refused')} cannot be opened: they were encrypted with another answers-key, or somebody changed them.`,
      remedy:
        'Give the answers-key that the baseline runs had. If it is lost, go on with the new one: the answers of later baseline runs are kept under it. If it is the right one, find out who changed the files.',
    };
  }
  if (failed.includes('locked')) {
    return {
      isFault: false,
      text: `The stored answers of ${count('locked')} are encrypted, and this run was given no answers-key.`,
      remedy: 'Give the secret answers-key to this workflow too.',
    };
  }
  if (failed.length === 0) return undefined;
  const isKept = baseline.answersKey !== undefined || context.isPrivate === true;
  return {
    isFault: false,
    text: `The answers of ${count('absent')} are not kept.`,
    remedy: isKept
      ? 'Those of later baseline runs are, unless reuse-answers is false; a file store needs the answers-… files next to the baseline committed too.'
      : 'Give the secret answers-key (openssl rand -base64 32) here and to the baseline runs.',
  };
}

/** The store did not give them. */
function unread(why: string): TextProblem {
  return {
    isFault: true,
    text: `The stored answers could not be read: ${why.replace(/\.$/, '')}.`,
    remedy: 'See the log above, and run it again.',
  };
}
