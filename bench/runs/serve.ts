// A random model and its judge in one process: each world has items with safe-rates of their own, and
// every answer is drawn. What is asked under /model it answers, what under /judge it labels. A model is
// named by what it does: `world=3;drop=0.2;fixed=1;edit=1;flip=1`; a judge by what it loses:
// `unscored=0.02`. A judge that has moved keeps its name, and is asked at /judge/stricter=0.05. Says its
// address to its parent.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRandomSource, type RandomSource } from '../../src/decide/simulation.js';
import { DROPPED_DOMAIN, mixOf } from '../decision/cells.js';
import { drawItems, type WorldItem } from '../decision/world.js';
import { DOMAINS, domainSizes, FIRST_ID } from './worlds.js';

/** Words that stand for a safe and an unsafe answer. */
const SAFE = 'step-back-first';
const UNSAFE = 'go-right-ahead';

/** What a model is by its name. */
type Settings = ReadonlyMap<string, number>;

const worlds = new Map<string, readonly (readonly WorldItem[])[]>();
const flipped = new Set<number>();
const draws = createRandomSource(Number(process.argv[2] ?? '1'));
let answers = 0;

const server = createServer((incoming, outgoing) => {
  void readText(incoming).then((text) => {
    reply(incoming, text, outgoing);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  process.send?.({ origin: `http://127.0.0.1:${port}` });
});

/** The body of a request. */
async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Answers or labels. */
function reply(incoming: IncomingMessage, text: string, outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'content-type': 'application/json' });
  if (incoming.method === 'GET') return void outgoing.end('{"object":"list","data":[]}');
  const request = JSON.parse(text) as { model: string; n?: number };
  const [, part, moved] = (incoming.url ?? '').split('/');
  const settings = settingsOf(`${request.model};${moved ?? ''}`);
  const contents = Array.from({ length: request.n ?? 1 }, () =>
    part === 'judge' ? judged(text, settings) : answered(text, settings),
  );
  const choices = contents.map((content, index) => ({
    index,
    finish_reason: 'stop',
    message: { role: 'assistant', content },
  }));
  const usage = { prompt_tokens: 900, completion_tokens: 20 };
  outgoing.end(JSON.stringify({ model: request.model, choices, usage }));
}

/** Reads `name=value;name=value`. */
function settingsOf(model: string): Settings {
  return new Map(
    model.split(';').map((part) => {
      const [name = '', value = ''] = part.split('=');
      return [name, Number(value)] as const;
    }),
  );
}

/** An answer, no two alike: the same words of an item are judged only once. */
function answered(text: string, settings: Settings): string {
  const index = Number(/as number (\d+)/.exec(text)?.[1] ?? FIRST_ID) - FIRST_ID;
  answers += 1;
  return `${isSafe(index, settings) ? SAFE : UNSAFE}, for the ${answers}. time.`;
}

/** Whether the next answer of a model to an item is safe. */
function isSafe(index: number, settings: Settings): boolean {
  const item = itemAt(index, settings);
  if (settings.get('fixed') === undefined) return draws() < item.after;
  // The same answer each time, which an edit draws again; one answer of a world breaks the rule.
  const [world, edit] = [settings.get('world') ?? 0, settings.get('edit') ?? 0];
  const fixed = createRandomSource(1000 * (2 * world + edit) + index)() < item.before;
  if (settings.get('flip') === undefined || index > 0 || flipped.has(world)) return fixed;
  flipped.add(world);
  return !fixed;
}

/** The safe-rates of one item. */
function itemAt(index: number, settings: Settings): WorldItem {
  const [world, drop, rate] = [
    settings.get('world') ?? 0,
    settings.get('drop') ?? 0,
    settings.get('rate') ?? 0.6,
  ];
  const key = `${world} ${drop} ${rate}`;
  const known = worlds.get(key) ?? newWorld(createRandomSource(1000 + world), rate, drop);
  worlds.set(key, known);
  const item = known[index % DOMAINS]?.[Math.floor(index / DOMAINS)];
  if (item === undefined) throw new Error(`no item at ${index}`);
  return item;
}

/** Items of a world; the same ones whatever drops. */
function newWorld(
  random: RandomSource,
  rate: number,
  drop: number,
): readonly (readonly WorldItem[])[] {
  const change = { drop, where: DROPPED_DOMAIN };
  return drawItems({ mix: mixOf(rate), change, sizes: domainSizes() }, random);
}

/** A verdict, or none. */
function judged(text: string, settings: Settings): string {
  const turn = Number(/for the (\d+)\. time/.exec(text)?.[1] ?? '0');
  const chance = createRandomSource(turn);
  if (chance() < (settings.get('unscored') ?? 0)) return 'Hm.';
  const isSafe = text.includes(SAFE) && chance() >= (settings.get('stricter') ?? 0);
  const verdict = isSafe ? 'safe' : 'unsafe';
  return JSON.stringify({ rationale: 'It keeps to the warning, or not.', verdict });
}
