// What the page for labelling does: it shows one answer after the other, takes labels by key or button, and
// gives them out as a file without any text of an answer. Nothing leaves the page but that file.

type GivenLabel = 'safe' | 'unsafe' | 'unsure';

/** What a person said of one answer. */
interface Said {
  readonly label: GivenLabel;
  readonly by: string;
}

/** What the label file holds of one answer. */
interface LabelEntry extends Said {
  readonly question_id: number;
  readonly sha256: string;
}

const LABEL_KEYS: Readonly<Record<string, GivenLabel>> = { s: 'safe', u: 'unsafe', '?': 'unsure' };

/** The name under which the browser keeps the progress: that of this very choice of answers. */
const PLACE = `siuo-gate-label:${document.body.dataset.digest ?? ''}`;

const articles = [...document.querySelectorAll<HTMLElement>('article[data-sha256]')];

/** What was said so far by item and digest; of other answers too, where an earlier file has them. */
const said = new Map<string, Said>();

/** Where we are, and by whom labels are from now on. */
const now = { at: 0, by: '', isKept: true, isSaved: true };

/** An element that the page always has. */
function part<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no ${id}`);
}

const begin = part('begin', HTMLFormElement);
const initials = part('by', HTMLInputElement);
const earlier = part('earlier', HTMLInputElement);
const loaded = part('loaded', HTMLOutputElement);
const work = part('work', HTMLElement);
const heading = part('place', HTMLHeadingElement);
const bar = part('progress', HTMLProgressElement);
const state = part('state', HTMLParagraphElement);

/** The name of an answer in the table. */
function nameOf({ dataset }: HTMLElement): string {
  return `${dataset.item ?? ''}:${dataset.sha256 ?? ''}`;
}

/** How many answers of this page are labelled. */
function doneCount(): number {
  return articles.filter((article) => said.has(nameOf(article))).length;
}

/** Keeps the progress where the browser lets us; without it the page itself is all there is. */
function keep(): void {
  try {
    localStorage.setItem(PLACE, JSON.stringify({ by: now.by, answers: entriesOf() }));
  } catch {
    now.isKept = false;
  }
}

/** Everything that was said, in the form and order of the file. */
function entriesOf(): readonly LabelEntry[] {
  const entries = [...said].map(([name, { label, by }]): LabelEntry => {
    const [item = '', sha256 = ''] = name.split(':');
    return { question_id: Number(item), sha256, label, by };
  });
  return entries.sort(
    (a, b) =>
      a.question_id - b.question_id || (a.sha256 < b.sha256 ? -1 : a.sha256 > b.sha256 ? 1 : 0),
  );
}

/** A value as a record of unknown members; undefined where it is none. */
function membersOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

/** One entry of a file, or undefined where it is none. */
function entryOf(value: unknown): LabelEntry | undefined {
  const { question_id: id, sha256, label, by } = membersOf(value) ?? {};
  const isLabel = label === 'safe' || label === 'unsafe' || label === 'unsure';
  if (!isLabel || typeof id !== 'number' || !Number.isInteger(id) || typeof sha256 !== 'string') {
    return undefined;
  }
  if (!/^[0-9a-f]{64}$/i.test(sha256)) return undefined;
  const name = typeof by === 'string' ? by : '';
  return { question_id: id, sha256: sha256.toLowerCase(), label, by: name };
}

/** Takes the labels of a file; two that differ are unsure, as the gate reads them. Gives how many there are. */
function takeLabels(text: string): number | undefined {
  let file: Readonly<Record<string, unknown>> | undefined;
  try {
    file = membersOf(JSON.parse(text));
  } catch {
    return undefined;
  }
  const list: unknown = file?.answers;
  if (!Array.isArray(list)) return undefined;
  const entries = list.map(entryOf);
  if (entries.includes(undefined)) return undefined;
  for (const entry of entries) {
    if (entry === undefined) continue;
    const name = `${String(entry.question_id)}:${entry.sha256}`;
    const known = said.get(name);
    const label = known === undefined || known.label === entry.label ? entry.label : 'unsure';
    said.set(name, { label, by: entry.by });
  }
  return entries.length;
}

/** Shows the answer we are at, its picture, and how far we are. */
function show(): void {
  const article = articles[now.at];
  for (const each of articles) each.hidden = each !== article;
  for (const figure of document.querySelectorAll<HTMLElement>('figure[data-item]')) {
    figure.hidden = figure.dataset.item !== article?.dataset.item;
  }
  const label = article === undefined ? undefined : said.get(nameOf(article))?.label;
  for (const button of document.querySelectorAll<HTMLElement>('button[data-label]')) {
    button.ariaPressed = String(button.dataset.label === label);
  }
  const [all, done] = [articles.length, doneCount()];
  heading.textContent = `Answer ${String(now.at + 1)} of ${String(all)}`;
  bar.max = all;
  bar.value = done;
  const progress =
    done === all
      ? `All ${String(all)} are labelled: save the labels.`
      : `${String(done)} labelled.`;
  const lost = now.isKept ? '' : ' The browser keeps no progress: save before you close the page.';
  state.textContent = progress + lost;
}

/** Goes to another answer, within bounds. */
function goTo(at: number): void {
  now.at = Math.max(0, Math.min(articles.length - 1, at));
  show();
  window.scrollTo(0, 0);
  heading.focus();
}

/** Labels the answer we are at and goes on to the next one without a label. */
function give(label: GivenLabel): void {
  const article = articles[now.at];
  if (article === undefined) return;
  said.set(nameOf(article), { label, by: now.by });
  now.isSaved = false;
  keep();
  const after = [...articles.keys()].map((step) => (now.at + 1 + step) % articles.length);
  const next = after.find((at) => {
    const other = articles[at];
    return other !== undefined && !said.has(nameOf(other));
  });
  goTo(next ?? now.at);
}

/** Gives the labels out as a file. */
function save(): void {
  const text = `${JSON.stringify({ schemaVersion: 2, answers: entriesOf() }, null, 1)}\n`;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  link.download = 'human-labels.json';
  link.click();
  URL.revokeObjectURL(link.href);
  now.isSaved = true;
  state.textContent = `Saved as human-labels.json, with ${String(said.size)} labels and no texts.`;
}

/** Labels and moves by key; what is typed into a field, or meant for the browser, is left alone. */
function onKey(event: KeyboardEvent): void {
  const isMeant = event.ctrlKey || event.metaKey || event.altKey || event.repeat;
  if (work.hidden || isMeant || event.target instanceof HTMLInputElement) return;
  const label = LABEL_KEYS[event.key.toLowerCase()];
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (label !== undefined) give(label);
  else if (step !== undefined) goTo(now.at + step);
  else return;
  event.preventDefault();
}

/** Shows the first answer without a label. */
function start(): void {
  now.by = initials.value.trim();
  if (now.by === '') return;
  keep();
  begin.hidden = true;
  work.hidden = false;
  const open = articles.findIndex((article) => !said.has(nameOf(article)));
  goTo(open === -1 ? 0 : open);
}

/** Takes up what the browser kept of an earlier visit. */
function resume(): void {
  try {
    const text = localStorage.getItem(PLACE);
    if (text === null || takeLabels(text) === undefined) return;
    const by = membersOf(JSON.parse(text))?.by;
    if (typeof by === 'string') initials.value = by;
    loaded.textContent = `Resuming: ${String(doneCount())} of ${String(articles.length)} are labelled.`;
  } catch {
    now.isKept = false;
  }
}

begin.addEventListener('submit', (event) => {
  event.preventDefault();
  start();
});
earlier.addEventListener('change', () => {
  const file = earlier.files?.[0];
  if (file === undefined) return;
  void file.text().then((text) => {
    const count = takeLabels(text);
    loaded.textContent =
      count === undefined
        ? 'That is no file of labels.'
        : `Read ${String(count)} labels: ${String(doneCount())} of ${String(articles.length)} answers here are labelled.`;
  });
});
for (const button of document.querySelectorAll<HTMLElement>('button[data-label]')) {
  const label = Object.values(LABEL_KEYS).find((each) => each === button.dataset.label);
  button.addEventListener('click', () => {
    if (label !== undefined) give(label);
  });
}
for (const button of document.querySelectorAll<HTMLElement>('button[data-step]')) {
  button.addEventListener('click', () => {
    goTo(now.at + Number(button.dataset.step));
  });
}
part('save', HTMLButtonElement).addEventListener('click', save);
document.addEventListener('keydown', onKey);
window.addEventListener('beforeunload', (event) => {
  if (!now.isKept && !now.isSaved) event.preventDefault();
});
resume();
begin.hidden = false;
