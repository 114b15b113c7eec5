import { parseCommand, type WorkflowCommand } from './commands.js';
import type { Masks } from './masks.js';

/** What a step says of a place or of the run, as the run's page shows it. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** Annotations of a kind that are kept, and characters of each. */
const ANNOTATIONS_OF_A_KIND = 10;
const MESSAGE_LIMIT = 4096;

/** Reads a step's output line by line, does what its commands say, and keeps what a reader sees. */
export class StepLog {
  readonly annotations: Annotation[] = [];
  /** Annotations beyond what GitHub keeps. */
  readonly dropped: Annotation[] = [];
  readonly commands: WorkflowCommand[] = [];
  readonly #lines: string[] = [];
  #stopToken: string | undefined;

  constructor(
    private readonly masks: Masks,
    private readonly isDebug: boolean,
    private readonly onLine: (shown: string) => void,
  ) {}

  /** The log, secrets hidden. */
  get text(): string {
    return this.#lines.map((line) => `${line}\n`).join('');
  }

  /** Takes one line of standard output or error. */
  take(line: string): void {
    const command = parseCommand(line, this.#stopToken);
    if (this.#stopToken !== undefined) {
      if (command?.name === this.#stopToken) this.#stopToken = undefined;
      this.#show(line);
    } else if (command === undefined) this.#show(line);
    else this.#obey(command, line);
  }

  /** Notes an issue, the action's or the runner's own. */
  annotate(
    level: Annotation['level'],
    text: string,
    properties: Readonly<Record<string, string>> = {},
  ): void {
    const message = this.masks.hide(text).slice(0, MESSAGE_LIMIT);
    const { title } = properties;
    const annotation = { level, message, properties, ...(title === undefined ? {} : { title }) };
    const same = this.annotations.filter((other) => other.level === level);
    (same.length < ANNOTATIONS_OF_A_KIND ? this.annotations : this.dropped).push(annotation);
    this.#show(`##[${level}]${message}`);
  }

  #obey(command: WorkflowCommand, line: string): void {
    this.commands.push(command);
    const { name, data, properties } = command;
    if (name === 'error' || name === 'warning' || name === 'notice') {
      this.annotate(name, data, properties);
    } else if (name === 'add-mask') this.#mask(data);
    else if (name === 'debug') {
      if (this.isDebug) this.#show(`##[debug]${data}`);
    } else if (name === 'group' || name === 'endgroup') this.#show(`##[${name}]${data}`);
    else if (name === 'set-env' || name === 'add-path') {
      this.annotate('error', `Unable to process command '${line}' successfully.`);
    } else if (name === 'stop-commands') {
      this.#stopToken = data;
      this.#show(line);
    } else if (name !== 'echo') this.#show(line);
  }

  #mask(secret: string): void {
    if (secret.trim() !== '') this.masks.add(secret);
    else
      this.annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.");
  }

  #show(line: string): void {
    for (const part of line.split(/\r?\n/)) {
      const shown = this.masks.hide(part);
      this.#lines.push(shown);
      this.onLine(shown);
    }
  }
}
