import type { Http } from '../adapters/endpoint/http.io.js';
import type { Folders, Environment } from '../adapters/runtime/folders.io.js';
import type { Config } from '../core/config/config.js';
import type { RunContext } from '../core/config/run-context.js';
import type { Redactor } from '../core/redact/redactor.js';
import type { Log } from '../engine/ports/log.js';
import type { WorkspaceFiles } from '../adapters/runtime/files.io.js';
import type { HandOver } from './hand-over.js';

/** Where a run takes place. */
export interface World {
  readonly environment: Environment;
  readonly folders: Folders;
  /** The folder of the built-in data set. */
  readonly smokeFolder: string;
  readonly log: Log;
  /** Takes secrets out of what is shown or stored. */
  readonly redact: Redactor;
  /** Told what the post step has to know; left out where there is none. */
  readonly handOver?: HandOver;
}

/** What a baseline store is made of. */
export type StoreParts = Pick<
  Shared,
  'config' | 'context' | 'environment' | 'folders' | 'http' | 'workspace'
>;

/** What the parts of one run share. */
export interface Shared extends World {
  readonly config: Config;
  readonly context: RunContext;
  readonly http: Http;
  readonly workspace: WorkspaceFiles;
}

/** What GitHub's API is reached by. */
export type GithubParts = Pick<Shared, 'config' | 'environment' | 'http'>;
