import { EVENTS, type EventName, type EventRules } from '../src/config/run-context.js';
import { PERMISSIONS } from '../src/config/config-errors.js';

/** What an event's subject means to a reader. */
interface SubjectText {
  readonly baseline: string;
  readonly comment: string;
  /** Permissions of what is told outside the run. */
  readonly tells: readonly string[];
}

const NOWHERE = { comment: 'nowhere', tells: [] };

const SUBJECTS: Readonly<Record<EventRules['subject'], SubjectText>> = {
  'pull-request': {
    baseline: 'the base branch’s, else the default branch’s',
    comment: 'the pull request, while it is open',
    tells: [PERMISSIONS.comment],
  },
  'merge-group': {
    baseline: 'that of the branch it merges into, else the default branch’s',
    ...NOWHERE,
  },
  'own-branch': { baseline: 'its own branch’s, else the default branch’s', ...NOWHERE },
  'triggering-run': {
    baseline:
      'with `mode: report` as for the pull request of the run it follows, else the default branch’s',
    comment: 'with `mode: report` that pull request, and a status on its head',
    tells: [PERMISSIONS.comment, PERMISSIONS.setStatus],
  },
  'default-branch': { baseline: 'the default branch’s', ...NOWHERE },
};

const WRITES: Readonly<Record<EventRules['writes'], string>> = {
  run: 'a baseline run, unless it fails or it is invalid',
  pin: 'the pin of the pool, when it passes',
  nothing: 'nothing',
};

/** Rows that are no event of that name. */
const NAMES: Readonly<Partial<Record<EventName, string>>> = {
  other: 'any other event',
  none: 'the command line',
};

const HEAD = [
  'event',
  '`profile: auto`',
  'compared with',
  'comments on',
  '`update-baseline: auto` writes',
  '`always`',
  'permissions',
];

/** A Markdown table of every event a run behaves on, from the one table of events. */
export function eventsTable(): string {
  const rows = Object.entries<EventRules>(EVENTS).map(([event, rules]) => {
    const { baseline, comment } = SUBJECTS[rules.subject];
    return [
      NAMES[event as EventName] ?? `\`${event}\``,
      profile(event, rules),
      event === 'none' ? 'the file it is given' : baseline,
      comment,
      WRITES[rules.writes],
      rules.mayAccept ? 'accepts a level' : 'refused',
      event === 'none' ? 'none' : permissions(rules),
    ];
  });
  return [HEAD, HEAD.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** The profile; the command line has a default of its own. */
function profile(event: string, { profile: auto }: EventRules): string {
  if (event === 'none') return '`nightly`; the default is `full`';
  return auto === 'triggering' ? 'that of the event it follows' : `\`${auto}\``;
}

/** What the job has to be given, by where the baseline is kept. */
function permissions({ subject, writes, hasOwnTree, keepsCache }: EventRules): string {
  const branch = writes === 'nothing' ? PERMISSIONS.readFiles : PERMISSIONS.writeFiles;
  const stores = [
    ...(keepsCache ? [['cache', PERMISSIONS.listCaches]] : []),
    ['branch', branch],
    ...(hasOwnTree ? [] : [['file', PERMISSIONS.readFiles]]),
  ];
  const byStore = stores.map(([store, permission]) => `${store} \`${permission}\``).join(', ');
  const told = SUBJECTS[subject].tells.map((permission) => `\`${permission}\``);
  return [...told, byStore].join('; ');
}
