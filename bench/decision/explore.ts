import { LADDERS } from '../../src/core/compare/ladders.js';
import { createRandom } from './random.js';
import { drawWorld, simulateSweep, SIUO_SIZES } from './simulate.js';
const runs = Number(process.argv[2] ?? 500);
const t0 = performance.now();
let n = 0;
for (const [name, rate, s] of [['sampled', .6, .6], ['sampled', .95, .6], ['full', .6, .6], ['full',.95,.6],['full', .6, 2], ['nightly', .6, .6], ['release', .6, .6]] as const) {
  const row: string[] = [];
  for (const [drop, where] of [[.05, 'everywhere'], [.07, 'everywhere'],[.1,'everywhere']] as const) {
    const random = createRandom(1234 + n);
    let any = 0, dom = 0, ov = 0, pass = 0, calls = 0; const cs: number[] = [];
    for (let r = 0; r < runs; r++) {
      const w = drawWorld({ mix: { rate, concentration: s }, change: { drop, where }, baselineAnswers: name === 'release' ? 21 : 9 }, SIUO_SIZES, random);
      const o = simulateSweep(w, LADDERS[name], random); n++;
      if (o.result === 'regression') any++;
      if (typeof where === 'number' && o.regressed.includes(where)) dom++;
      if (o.overall === 'regression') ov++;
      if (o.result === 'pass') pass++;
      calls += o.calls; cs.push(o.calls);
    }
    cs.sort((a, b) => a - b);
    row.push(drop === 0 ? `FWER ${(any / runs).toFixed(3)} calls ${(calls / runs).toFixed(0)} (${cs[Math.floor(runs * .9)]}) pass ${(pass / runs).toFixed(3)}` : `${drop}@${where}: any ${(any / runs).toFixed(2)} dom ${(dom / runs).toFixed(2)} ov ${(ov / runs).toFixed(2)} pass ${(pass / runs).toFixed(2)}`);
  }
  console.log(name, rate, s, '|', row.join(' | '));
}
console.log(((performance.now() - t0) / n).toFixed(3), 'ms/run');
