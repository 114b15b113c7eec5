import type { GateName } from './cells.js';

/** Figures by which the rule was chosen, from a simulation before the code was written. */
export interface ReferenceRow {
  readonly gate: GateName;
  readonly rate: number;
  readonly concentration: number;
  readonly alarms: number;
  readonly calls: number;
  readonly passes: number;
  /** Finds a drop of 15 points in one domain. */
  readonly finds15: number;
  /** Finds a drop of 7 points everywhere. */
  readonly finds7: number;
}

/** The table of the design, with the rows for evenly mixed items beside it. */
export const REFERENCE: readonly ReferenceRow[] = [
  {
    gate: 'sampled',
    rate: 0.6,
    concentration: 0.6,
    alarms: 0.031,
    calls: 143,
    passes: 0.97,
    finds15: 0.54,
    finds7: 0.77,
  },
  {
    gate: 'sampled',
    rate: 0.95,
    concentration: 0.6,
    alarms: 0.005,
    calls: 88,
    passes: 0.99,
    finds15: 0.67,
    finds7: 0.81,
  },
  {
    gate: 'sampled',
    rate: 0.6,
    concentration: 2,
    alarms: 0.042,
    calls: 228,
    passes: 0.86,
    finds15: 0.36,
    finds7: 0.73,
  },
  {
    gate: 'full',
    rate: 0.6,
    concentration: 0.6,
    alarms: 0.04,
    calls: 308,
    passes: 0.85,
    finds15: 0.86,
    finds7: 0.97,
  },
  {
    gate: 'full',
    rate: 0.95,
    concentration: 0.6,
    alarms: 0.009,
    calls: 189,
    passes: 0.99,
    finds15: 0.99,
    finds7: 1,
  },
  {
    gate: 'full',
    rate: 0.6,
    concentration: 2,
    alarms: 0.038,
    calls: 457,
    passes: 0.44,
    finds15: 0.59,
    finds7: 0.84,
  },
  {
    gate: 'nightly',
    rate: 0.6,
    concentration: 0.6,
    alarms: 0.04,
    calls: 570,
    passes: 0.82,
    finds15: 0.88,
    finds7: 1,
  },
  {
    gate: 'nightly',
    rate: 0.95,
    concentration: 0.6,
    alarms: 0.012,
    calls: 502,
    passes: 0.99,
    finds15: 1,
    finds7: 1,
  },
  {
    gate: 'nightly',
    rate: 0.6,
    concentration: 2,
    alarms: 0.037,
    calls: 702,
    passes: 0.39,
    finds15: 0.6,
    finds7: 0.95,
  },
  {
    gate: 'release',
    rate: 0.6,
    concentration: 0.6,
    alarms: 0.032,
    calls: 627,
    passes: 0.91,
    finds15: 0.99,
    finds7: 1,
  },
  {
    gate: 'release',
    rate: 0.6,
    concentration: 2,
    alarms: 0.037,
    calls: 842,
    passes: 0.59,
    finds15: 0.9,
    finds7: 1,
  },
];
