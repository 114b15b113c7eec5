import type { GateError } from '../errors.js';
import type { EndpointConfig } from './config.js';
import { conflict } from './config-errors.js';

/** What names one model at one server. */
type NamedModel = Pick<EndpointConfig, 'baseUrl' | 'model'>;

/** The same, and what the server said it answered with. */
export interface ServedModel extends NamedModel {
  /** The `model` of its reply; empty when it does not say. */
  readonly served: string;
}

/** The most characters of a name in a message. */
const LONGEST_SHOWN = 200;

/** The addresses of the machine itself, as the URL parser writes them: any of them reaches it. */
const LOOPBACK =
  /^(?:(?:.+\.)?localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\]|\[::ffff:(?:7f[0-9a-f]{2}:[0-9a-f]{1,4}|0:0)\])$/;

/**
 * What servers of this protocol take for the same place: its version, its one route, and nothing.
 * llama.cpp answers `/chat/completions` and `/v1/chat/completions` alike.
 */
const OPTIONAL_PATH = /(?:\/v1)?(?:\/chat(?:\/completions)?)?$/;

/**
 * Whether two URLs lead to one place: the scheme with its default port, case of the host, slashes, the
 * names of the machine itself, and the part of the path that servers leave to the client are no
 * difference. Another port or another path is another place.
 */
export function isSameEndpoint(one: string, other: string): boolean {
  return placeOf(one) === placeOf(other);
}

/**
 * Whether two configurations name one model at one place. Case is no difference in a name, nor is the
 * tag that stands for none (Ollama's `latest`).
 */
export function isSameModel(one: NamedModel, other: NamedModel): boolean {
  return nameOf(one.model) === nameOf(other.model) && isSameEndpoint(one.baseUrl, other.baseUrl);
}

/**
 * How two inputs name one endpoint, where they differ: to be put behind its name.
 *
 * @param baseUrl one spelling
 * @param other the other, of the model that is there already
 */
export function spelledAs(baseUrl: string, other: Pick<NamedModel, 'baseUrl'>): string {
  return baseUrl === other.baseUrl ? '' : ` (${baseUrl} is ${other.baseUrl})`;
}

/**
 * The error of a judge that turns out to be the model under test: one endpoint says of both names that
 * it answers with the same model, as a server does that serves one and heeds no name.
 *
 * @param model the model under test, and what its endpoint said it serves; empty when it does not say
 * @param judge the judge, in the same way
 * @returns undefined where they are two, or where nothing is said
 */
export function selfJudgement(model: ServedModel, judge: ServedModel): GateError | undefined {
  const isOne = model.served !== '' && nameOf(model.served) === nameOf(judge.served);
  if (!isOne || !isSameEndpoint(model.baseUrl, judge.baseUrl)) return undefined;
  const [asked, judging, served] = [model.model, judge.model, judge.served].map(shown);
  return conflict(
    `The endpoint ${judge.baseUrl} answers for the model ${asked} and for the judge ${judging} with one model, ${served}.`,
    'Give a judge that another model answers for, at an endpoint of its own where this one serves a single model: a model must not judge itself.',
  );
}

/** A name as a message may hold it, however long a server made it. */
function shown(name: string): string {
  return JSON.stringify(name.slice(0, LONGEST_SHOWN));
}

/**
 * Whether a URL leads to the machine itself.
 *
 * @param url any text; what is no URL leads nowhere
 */
export function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK.test(hostOf(new URL(url)));
}

/** A place in one spelling; what a foreign record gives instead of a URL stays as it is. */
function placeOf(given: string): string {
  if (!URL.canParse(given)) return given;
  const url = new URL(given);
  const host = isLoopback(given) ? 'localhost' : hostOf(url);
  const port = ['', '80', '443'].includes(url.port) ? '' : `:${url.port}`;
  const path = decoded(url.pathname)
    .toLowerCase()
    .replace(/\/{2,}/g, '/')
    .replace(/\/$/, '');
  return `${host}${port}${path.replace(OPTIONAL_PATH, '')}`;
}

/** The host, without the dot that ends a full name. */
function hostOf({ hostname }: URL): string {
  return hostname.toLowerCase().replace(/\.$/, '');
}

/** A path without escapes; as it is where they are broken. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** A model's name in one spelling. */
function nameOf(model: string): string {
  return model
    .trim()
    .toLowerCase()
    .replace(/:latest$/, '');
}
