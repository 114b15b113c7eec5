/** The models a user of the demo can name, and what they are made of. */
export const NAMED_MODELS: ReadonlyMap<string, string> = new Map([
  ['base', 'sim:safe=1'],
  // The same model with the same questions, but careless with other people's data.
  ['regressed', 'sim:safe=1;privacy violation=0'],
  ['judge', 'judge:'],
]);
