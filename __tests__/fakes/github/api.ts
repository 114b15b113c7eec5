import { jsonBody, type Received, type Reply } from '../http-server.js';
import type { Grant, Need } from './access.js';

/** One endpoint: what it needs, what it answers; a refusal is thrown. */
export interface Endpoint {
  readonly method: string;
  readonly pattern: string;
  readonly needs: readonly Need[];
  /** Its page below docs.github.com/rest, which errors name. */
  readonly docs: string;
  readonly handle: (call: Call) => Reply;
}

/** A request to an endpoint by a token that may make it. */
export interface Call {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly accept: string;
  readonly grant: Grant;
  /** The API's URL, without a slash at the end. */
  readonly api: string;
  /** The path GitHub writes into Link headers: by the repository's number. */
  readonly linkPath: string;
}

/** What a validation error says of one field. */
export interface FieldError {
  readonly resource: string;
  readonly code: string;
  readonly field: string;
  readonly message?: string;
}

/** An error answer of the API. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors?: readonly FieldError[],
  ) {
    super(message);
  }
}

/** The refusal for what is not there. */
export function notFound(): Refusal {
  return new Refusal(404, 'Not Found');
}

/** The refusal of what a token's permissions do not reach. */
export function inaccessible(): Refusal {
  return new Refusal(403, 'Resource not accessible by integration');
}

/** The refusal of invalid fields. */
export function invalid(...errors: FieldError[]): Refusal {
  return new Refusal(422, 'Validation Failed', errors);
}

/** An error answer in the API's shape. */
export function refuse(refusal: Refusal, docs: string): Reply {
  const { status, message, errors } = refusal;
  const documentation_url = `https://docs.github.com/${docs}`;
  return {
    status,
    body: {
      message,
      ...(errors === undefined ? {} : { errors }),
      documentation_url,
      status: String(status),
    },
  };
}

/** The request as endpoints see it. */
export function callOf(request: Received, grant: Grant, api: string, linkPath: string): Call {
  const body = jsonBody(request);
  return {
    params: request.params,
    query: request.url.searchParams,
    body: (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>,
    accept: request.headers.accept ?? '',
    grant,
    api,
    linkPath,
  };
}

/** One page of a list, with the Link header that leads to the others. */
export function page(
  call: Call,
  items: readonly unknown[],
  wrap: (items: readonly unknown[]) => unknown = (items) => items,
): Reply {
  const perPage = Math.min(positive(call.query.get('per_page')) ?? 30, 100);
  const current = positive(call.query.get('page')) ?? 1;
  const last = Math.max(Math.ceil(items.length / perPage), 1);
  const link = (number: number, rel: string): string => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(number));
    return `<${call.api}${call.linkPath}?${query.toString()}>; rel="${rel}"`;
  };
  const back = current > 1 ? [link(Math.min(current - 1, last), 'prev'), link(1, 'first')] : [];
  const ahead = current < last ? [link(current + 1, 'next'), link(last, 'last')] : [];
  const links = [...back, ...ahead].join(', ');
  const slice = items.slice((current - 1) * perPage, current * perPage);
  return { status: 200, headers: links === '' ? {} : { link: links }, body: wrap(slice) };
}

/** A field of the body that must be text; undefined where it is not. */
export function text(call: Call, name: string): string | undefined {
  const value = call.body[name];
  return typeof value === 'string' ? value : undefined;
}

/** The time as the API writes it. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

function positive(value: string | null): number | undefined {
  const number = Number(value ?? '0');
  return Number.isInteger(number) && number > 0 ? number : undefined;
}
