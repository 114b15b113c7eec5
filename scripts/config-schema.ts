import {
  definitionOf,
  fileKeyOf,
  INPUT_GROUPS,
  INPUT_NAMES,
  type InputName,
} from '../src/config/inputs.js';
import { formOf, type KeySchema } from '../src/config/parsers.js';

/** Where editors find the schema. */
const SCHEMA_URL =
  'https://raw.githubusercontent.com/siuo-gate/siuo-gate/v0/schemas/config.schema.json';

/** The JSON Schema of the configuration file, for editors: draft 07, which all of them read. */
export function configSchema(): KeySchema {
  const flat = INPUT_NAMES.flatMap((name) =>
    fileKeyOf(name) === undefined ? [] : [[name, keySchema(name)] as const],
  );
  const properties: Record<string, KeySchema> = Object.fromEntries(flat);
  for (const { heading, key, inputs } of INPUT_GROUPS) {
    if (key === undefined) continue;
    const group = groupSchema(heading, inputs);
    const input = properties[key];
    // The name of a group may be that of an input: a map is the group.
    properties[key] = input === undefined ? group : { anyOf: [group, input] };
  }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: SCHEMA_URL,
    title: 'The configuration file of siuo-gate',
    description:
      'Keys in their groups, or flat under the names of the inputs. Inputs win over them; secrets are never among them.',
    type: ['object', 'null'],
    additionalProperties: false,
    properties,
  };
}

/** The keys of a group; an empty group gives none. */
function groupSchema(heading: string, inputs: readonly InputName[]): KeySchema {
  const keys = inputs.flatMap((name) => {
    const place = fileKeyOf(name);
    if (place === undefined) return [];
    const names = new Set<string>([place.key, name]);
    return [...names].map((key) => [key, keySchema(name)] as const);
  });
  return {
    description: heading,
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(keys),
  };
}

/** What a key may hold; a key without a value is not given. */
function keySchema(name: InputName): KeySchema {
  const { parse, description, default: given } = definitionOf(name);
  return {
    description,
    anyOf: [formOf(parse).schema, { type: 'null' }],
    ...(given === '' ? {} : { default: typedDefault(given) }),
  };
}

/** A default as YAML would have it. */
function typedDefault(given: string): string | number | boolean {
  if (given === 'true' || given === 'false') return given === 'true';
  return /^\d+(\.\d+)?$/.test(given) ? Number(given) : given;
}
