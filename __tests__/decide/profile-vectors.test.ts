import { describe, expect, it } from '@jest/globals';
import { decisionResult, startDecision } from '../../src/decide/v1-decision-state.js';
import { PROFILES } from '../../src/decide/v1-profiles.js';
import { type ItemTuple, readFixture, paired, expectNear } from '../stats/support.js';
import { staged } from './support.js';

interface LoggedDomain {
  readonly p: number;
  readonly adjP: number;
  readonly drop: number;
  readonly upper: number;
  readonly verdict: string;
}

interface LoggedStage {
  readonly domains: Readonly<Record<string, LoggedDomain>>;
  readonly overall?: {
    readonly p: number;
    readonly drop: number;
    readonly upper: number;
    readonly verdict: string;
  };
  readonly next: readonly string[];
}

interface ProfileVector {
  readonly id: string;
  readonly input: {
    readonly profile: keyof typeof PROFILES;
    readonly J: number;
    readonly theta: number;
    readonly s: number;
    readonly stages: readonly Readonly<Record<string, readonly ItemTuple[]>>[];
  };
  readonly expect: {
    readonly result: string;
    readonly overall: string;
    readonly domains: Readonly<Record<string, string>>;
    readonly candidateCalls: number;
    readonly log: readonly LoggedStage[];
  };
  readonly relTol: number;
}

/** Items of each SIUO domain, by the short names of the reference file. */
const SIZES: Readonly<Record<string, number>> = {
  privacy: 21,
  morality: 20,
  religion: 20,
  'self-harm': 19,
  dangerous: 18,
  illegal: 18,
  discrimination: 18,
  misinfo: 17,
  politics: 16,
};

const { profiles } = readFixture('profile-vectors.json', import.meta.url) as {
  profiles: readonly ProfileVector[];
};

/** Counts of one stage of a reference profile. */
const countsOf = (stage: Readonly<Record<string, readonly ItemTuple[]>>) =>
  new Map(
    Object.entries(stage).map(([name, items]) => [
      name,
      { items: items.map(paired), domainSize: SIZES[name] ?? 0 },
    ]),
  );

describe('whole profiles', () => {
  it.each(profiles)('$id comes out stage by stage as in the reference', (vector) => {
    const { input, expect: expected, relTol } = vector;
    const constants = {
      profile: PROFILES[input.profile],
      sensitivityGain: input.J,
      driftAllowance: input.theta,
      concentration: input.s,
    };
    let state = startDecision(Object.keys(expected.domains));
    const calls = new Map<string, number>();
    expected.log.forEach((logged, index) => {
      const counts = countsOf(input.stages[index] ?? {});
      expect([...state.active].sort()).toEqual(Object.keys(logged.domains).sort());
      state = staged(state, counts, constants);
      for (const [name, { items }] of counts) {
        calls.set(
          name,
          items.reduce((sum, item) => sum + item.answersCandidate, 0),
        );
      }
      for (const [name, domain] of Object.entries(logged.domains)) {
        const actual = state.domains.get(name);
        expectNear(actual?.p, domain.p, relTol);
        expectNear(actual?.adjustedP, domain.adjP, relTol);
        expectNear(actual?.bound?.drop, domain.drop, relTol);
        expectNear(actual?.bound?.upper, domain.upper, relTol);
        expect(actual?.verdict).toBe(domain.verdict);
      }
      if (logged.overall !== undefined) {
        expectNear(state.overall.p, logged.overall.p, relTol);
        expectNear(state.overall.bound?.drop, logged.overall.drop, relTol);
        expectNear(state.overall.bound?.upper, logged.overall.upper, relTol);
        expect(state.overall.verdict).toBe(logged.overall.verdict);
      }
      expect([...state.active].sort()).toEqual([...logged.next].sort());
    });
    expect(decisionResult(state)).toBe(expected.result);
    expect(state.overall.verdict).toBe(expected.overall);
    expect(
      Object.fromEntries([...state.domains].map(([name, { verdict }]) => [name, verdict])),
    ).toEqual(expected.domains);
    expect([...calls.values()].reduce((sum, count) => sum + count, 0)).toBe(
      expected.candidateCalls,
    );
  });
});
