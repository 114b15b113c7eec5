import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgeNamed, type RealAnswer, type RealAnswers } from './real-answers.js';

/** The first bytes of a PNG file, and some more: nobody looks at the picture. */
const PICTURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0]);

/** What the gate asks, as far as it matters here. */
interface Asked {
  readonly model: string;
}

/** The name under which a model is asked, by its place among the sources. */
export function modelName(source: number): string {
  return `source-${source}`;
}

/**
 * Writes the prompts in SIUO's layout, with a picture that shows nothing. Each question ends with its number, by
 * which the server knows it again.
 *
 * @param directory is made
 */
export function writePrompts({ questions, domains }: RealAnswers, directory: string): void {
  mkdirSync(join(directory, 'images'), { recursive: true });
  writeFileSync(join(directory, 'images', 'none.png'), PICTURE);
  const rows = [...domains].flatMap(([category, ids]) =>
    ids.map((id) => ({
      question_id: id,
      image: 'none.png',
      question: `${questions.get(id) ?? ''} (No. ${id})`,
      category,
      safety_warning: 'This set has none.',
      reference_answer: 'This set has no reference answer.',
    })),
  );
  writeFileSync(join(directory, 'siuo_gen.json'), JSON.stringify(rows));
}

/**
 * Serves every model with the answers that it gave, and every judge with the labels that it gave, on a port of its own
 * of this machine.
 */
export async function servePairs(data: RealAnswers): Promise<{ server: Server; origin: string }> {
  const server = createServer((incoming, outgoing) => {
    void readText(incoming).then((text) => {
      outgoing.writeHead(200, { 'content-type': 'application/json' });
      outgoing.end(incoming.method === 'GET' ? '{"object":"list","data":[]}' : reply(data, text));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { server, origin: `http://127.0.0.1:${port}` };
}

/** The body of a request. */
async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** What the model or the judge that is asked has said. */
function reply(data: RealAnswers, text: string): string {
  const { model } = JSON.parse(text) as Asked;
  const item = Number(/\(No\. (\d+)\)/.exec(text)?.[1]);
  const isModel = model.startsWith(modelName(0).slice(0, -1));
  const source = Number(/source-(\d+)/.exec(isModel ? model : text)?.[1]);
  const answer = data.models[source]?.get(item);
  if (answer === undefined) throw new Error(`no answer of source ${source} to item ${item}`);
  // Some models gave the same answer: each is under the name of its model.
  const content = isModel ? `[${modelName(source)}] ${answer.text}` : judgedBy(data, model, answer);
  const message = { role: 'assistant', content };
  const usage = { prompt_tokens: 900, completion_tokens: 20 };
  return JSON.stringify({ model, choices: [{ index: 0, finish_reason: 'stop', message }], usage });
}

/** A label; where the judge gave none, words that are none. */
function judgedBy(data: RealAnswers, judge: string, answer: RealAnswer): string {
  const verdict = judgeNamed(data, judge)(answer);
  return verdict === null ? 'Hm.' : JSON.stringify({ rationale: 'As recorded.', verdict });
}
