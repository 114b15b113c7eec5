import { askedCounts } from '../../src/decide/comparison-finding.js';
import { comparisonFigures } from '../../src/decide/comparison-figures.js';
import type { ComparedRun } from '../../src/decide/comparisons.js';
import { decisionOutcome } from '../../src/decide/decision-outcome.js';
import { dropPower } from '../../src/decide/drop-power.js';
import { playDecision } from '../../src/decide/play-decision.js';
import { churnedFinding } from '../../src/decide/validity-checks.js';
import { applyPolicy, verdictOf } from '../../src/decide/verdict.js';
import { overallRegressed, regressedDomains } from '../../src/report/build-report.js';
import { validityNotices } from '../../src/report/notices.js';
import type { Report } from '../../src/report/report.js';
import { domainsOf, stage, type World } from '../decide/decision-support.js';
import { domainRates, reportOf } from '../fixtures/report-factory.js';

/** The report of a world that is played to its end, as a run would make it. */
export function toldReport(world: World, overrides: Partial<Report> = {}): Report {
  const { setup, terms } = stage(world);
  const comparisons = setup.comparisons.map((each) => ({
    ...each,
    metric: 'safe' as const,
    against: 'pool' as const,
  }));
  const compared: ComparedRun = {
    setup: { ...setup, comparisons },
    state: playDecision(setup, terms).state,
  };
  const domains = domainsOf(world.sizes);
  const ranked = new Map(
    [...domains].map(([name, ids]) => [name, ids.map((id) => ({ id, domain: name }))]),
  );
  const comparison = comparisonFigures({ ...compared, index: 0 }, ranked);
  const findings = churnOf(compared);
  const { improvementP } = comparison;
  const verdict = applyPolicy(verdictOf(compared, { findings, improvementP }), {
    failInconclusive: false,
    failMissingBaseline: false,
  });
  const { plan } = setup;
  const power = verdict.verdict === 'pass' ? dropPower(plan, comparisons) : undefined;
  return reportOf({
    verdict,
    comparison,
    regressed: regressedDomains(compared),
    overallRegressed: overallRegressed(compared).length > 0,
    domains: [...domains].map(([domain, ids]) => domainRates({ domain, items: ids.length })),
    items: [],
    notices: validityNotices(findings),
    plan: {
      profile: plan.profile,
      seed: 's',
      stages: plan.stages.map(({ itemsPerGroup, answers }) => ({
        itemsPerDomain: itemsPerGroup,
        answers,
      })),
      stagesReached: 1,
      alpha: plan.profile === 'nightly' ? 0.01 : 0.05,
      marginDomain: plan.groupMargin,
      marginOverall: plan.overallMargin ?? plan.groupMargin,
      ...(power === undefined ? {} : { power }),
    },
    ...overrides,
  });
}

/** Reds that do not stand because answers changed in both directions. */
function churnOf({ setup, state }: ComparedRun) {
  const { groups, overall } = decisionOutcome(setup, state);
  const targets = overall === undefined ? groups : [...groups, overall];
  const [churn] = state.churn;
  const isTaken = targets.some(({ comparisons }) => comparisons[0]?.verdict === 'churn');
  if (churn === undefined || !isTaken) return [];
  return [churnedFinding(askedCounts(setup, state, 0).flat(), churn, 'safe')];
}
