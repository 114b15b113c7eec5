/** Where a leaf is: member names, positions, and keys of maps. */
type Step = string | number;

/** A value that has no parts. */
type Leaf = string | number | boolean;

/** A leaf of a sample. */
interface Spot {
  readonly sample: number;
  readonly path: readonly Step[];
  readonly leaf: Leaf;
}

/** The leaves of samples by the field they are of: positions in lists and maps are all one. */
export function fieldsOf(samples: readonly unknown[]): ReadonlyMap<string, readonly Spot[]> {
  const fields = new Map<string, Spot[]>();
  for (const [sample, value] of samples.entries()) {
    for (const [path, leaf, field] of leavesOf(value, [], '')) {
      fields.set(field, [...(fields.get(field) ?? []), { sample, path, leaf }]);
    }
  }
  return fields;
}

/** Every leaf with its path, and the name of its field. */
function* leavesOf(
  value: unknown,
  path: readonly Step[],
  field: string,
): Generator<readonly [path: readonly Step[], leaf: Leaf, field: string]> {
  if (value === undefined || value === null) return;
  if (typeof value !== 'object') {
    yield [path, value as Leaf, field];
    return;
  }
  const isList = Array.isArray(value) || value instanceof Map;
  for (const [step, part] of partsOf(value)) {
    const name = isList ? `${field}[]` : field === '' ? String(step) : `${field}.${step}`;
    yield* leavesOf(part, [...path, step], name);
  }
}

/** The parts of an object, a list or a map. */
function partsOf(value: object): readonly (readonly [Step, unknown])[] {
  if (value instanceof Map) return [...(value as Map<string, unknown>)];
  return Array.isArray(value) ? [...value.entries()] : Object.entries(value);
}

/** A value with another leaf somewhere; nothing else is copied. */
export function withLeaf<Value>(value: Value, [step, ...rest]: readonly Step[], leaf: Leaf): Value {
  if (step === undefined) return leaf as Value;
  const change = (part: unknown): unknown => withLeaf(part, rest, leaf);
  if (value instanceof Map) {
    return new Map(
      [...value].map(([key, part]) => [key, key === step ? change(part) : part]),
    ) as Value;
  }
  if (Array.isArray(value)) {
    return value.map((part, index): unknown => (index === step ? change(part) : part)) as Value;
  }
  return { ...value, [step]: change(Reflect.get(value as object, step)) };
}

/** Other values that a leaf might have: those that its field has elsewhere come first. */
export function othersOf({ leaf }: Spot, field: readonly Spot[]): readonly Leaf[] {
  const known = [...new Set(field.map((spot) => spot.leaf))].filter((other) => other !== leaf);
  return [...known.slice(0, 1), madeUp(leaf)];
}

/** A value of the same type, and of the same form where that has one. */
function madeUp(leaf: Leaf): Leaf {
  if (typeof leaf === 'boolean') return !leaf;
  if (typeof leaf === 'string') {
    return /\d/.test(leaf)
      ? leaf.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 8))
      : `${leaf} q`;
  }
  return Number.isInteger(leaf) && leaf > 1 ? leaf + 1000 : leaf / 2 + 0.171;
}
