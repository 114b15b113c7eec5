import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { Ajv, type ValidateFunction } from 'ajv';

import type { LoggedRequest } from '../http-server.js';

const require = createRequire(import.meta.url);

/** What is read of a schema here; the rest is the validator's. */
interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema?: Schema;
  readonly 'x-multi-segment'?: boolean;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly deprecated?: boolean;
  readonly requestBody?: {
    readonly required?: boolean;
    readonly content: Readonly<Record<string, { readonly schema?: Schema }>>;
  };
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** An operation that a request may be for. */
interface Candidate {
  readonly template: string;
  readonly method: string;
  readonly path: RegExp;
  readonly operation: Operation;
}

/** The parts of a request that its description is about. */
export type DescribedRequest = Pick<LoggedRequest, 'method' | 'path' | 'query' | 'body'>;

// GitHub's formats are of no known vocabulary; queries are text on the wire whatever they mean.
const options = { strict: false, validateFormats: false } as const;
const ofQueries = new Ajv({ ...options, coerceTypes: true });
const ofBodies = new Ajv(options);
let description: Description | undefined;
let candidates: readonly Candidate[] = [];
const validators = new Map<Schema, ValidateFunction>();

/**
 * What GitHub's description of its API has against a request, one sentence each; empty when nothing.
 *
 * @param request its path below the API's address; a repository may stand there by its number
 */
export function contractFaults(request: DescribedRequest): readonly string[] {
  const name = `${request.method} ${request.path}`;
  if (request.path === '/graphql') {
    const isQuery = request.method === 'POST' && JSON.stringify(request.body).includes('"query":"');
    return isQuery ? [] : [`${name} holds no query.`];
  }
  const operation = operationOf(request.method, request.path);
  if (operation === undefined) return [`${name} is no operation of the API.`];
  const faults = [...queryFaults(operation, request.query), ...bodyFaults(operation, request.body)];
  return faults.map((fault) => `${name}: ${fault}`);
}

/**
 * Whether the description has an operation that is not to go away.
 *
 * @param method GET, POST and so on
 * @param path a path, or its template
 */
export function isDescribed(method: string, path: string): boolean {
  const operation = operationOf(method, path);
  return operation !== undefined && operation.deprecated !== true;
}

/** The operation of the most literal path that fits. */
function operationOf(method: string, path: string): Operation | undefined {
  load();
  const named = path.replace(/^\/repositories\/[^/]+/, '/repos/{owner}/{repo}');
  const literals = ({ template }: Candidate): number => template.replace(/\{[^}]+\}/g, '').length;
  const [best] = candidates
    .filter((candidate) => candidate.method === method && candidate.path.test(named))
    .sort((a, b) => literals(b) - literals(a));
  return best?.operation;
}

/** Reads GitHub's own description of its REST API, which Octokit is made from, once a process. */
function load(): Description {
  if (description !== undefined) return description;
  const file = require.resolve('@octokit/openapi/generated/api.github.com.json');
  description = JSON.parse(readFileSync(file, 'utf8')) as Description;
  candidates = Object.entries(description.paths).flatMap(([template, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      template,
      method: method.toUpperCase(),
      path: patternOf(template, parametersOf(operation)),
      operation,
    })),
  );
  return description;
}

/** What paths of a template look like. */
function patternOf(template: string, parameters: readonly Parameter[]): RegExp {
  const long = new Set(
    parameters.filter((each) => each['x-multi-segment'] === true).map(({ name }) => name),
  );
  const source = template
    .replace(/[.+]/g, String.raw`\$&`)
    .replace(/\{([^}]+)\}/g, (_, name: string) => (long.has(name) ? '.+' : '[^/]+'));
  return new RegExp(`^${source}$`);
}

/** The parameters of an operation, each resolved. */
function parametersOf({ parameters = [] }: Operation): readonly Parameter[] {
  return parameters.map((each) =>
    each.$ref === undefined ? each : (lookedUp(each.$ref) as Parameter),
  );
}

/** What a reference within the description leads to. */
function lookedUp(reference: string): unknown {
  return reference
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], load());
}

/** A value with every reference in it replaced by what it leads to. */
function resolved<T>(value: T): T {
  if (Array.isArray(value)) return value.map((each: unknown) => resolved(each)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const { $ref } = value as Schema;
  if ($ref !== undefined) return resolved(lookedUp($ref)) as T;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, resolved(each as unknown)]),
  ) as T;
}

/** What is wrong with a query: names that nobody knows, values that are none, and what is missing. */
function queryFaults(operation: Operation, query: LoggedRequest['query']): readonly string[] {
  const known = parametersOf(operation).filter((each) => each.in === 'query');
  const unknown = Object.keys(query).filter((name) => !known.some((each) => each.name === name));
  const missing = known.filter(({ name, required }) => required === true && !(name in query));
  const wrong = known.flatMap(({ name, schema }) =>
    name in query && schema !== undefined
      ? schemaFaults(ofQueries, { schema, value: query[name], name })
      : [],
  );
  return [
    ...unknown.map((name) => `the query ${name} is not known.`),
    ...missing.map(({ name }) => `the query ${name} is missing.`),
    ...wrong,
  ];
}

/** What is wrong with a body. */
function bodyFaults({ requestBody }: Operation, body: unknown): readonly string[] {
  if (body === undefined) return requestBody?.required === true ? ['a body is missing.'] : [];
  const schema = requestBody?.content['application/json']?.schema;
  if (schema === undefined) return ['no body is expected.'];
  return [
    ...schemaFaults(ofBodies, { schema, value: body, name: 'body' }),
    ...strangers(schema, body),
  ];
}

/** Fields that the description does not have, where it lists them. */
function strangers(schema: Schema, body: unknown): readonly string[] {
  const { properties, additionalProperties, oneOf, anyOf } = schema;
  if (properties === undefined || additionalProperties !== undefined) return [];
  if (oneOf !== undefined || anyOf?.some((each) => each.properties !== undefined) === true)
    return [];
  const names = Object.keys(body as object).filter((name) => !Object.hasOwn(properties, name));
  return names.map((name) => `the field ${name} is not known.`);
}

/** What a schema has against a value. */
function schemaFaults(
  ajv: Ajv,
  {
    schema,
    value,
    name,
  }: { readonly schema: Schema; readonly value: unknown; readonly name: string },
): readonly string[] {
  const validate = validators.get(schema) ?? ajv.compile(resolved(schema));
  validators.set(schema, validate);
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message }) => `${name}${instancePath} ${message ?? 'is wrong'}.`,
  );
}
