import { annotationsOf } from '../../core/report/annotations.js';
import type { Reporter } from '../../engine/ports.js';
import { writeAnnotations } from './annotations.js';

/** Shows what matters beside the run: one error a regressed domain, and the notices. */
export const annotationsReporter: Reporter = {
  name: 'annotations',
  publish: (report) => {
    writeAnnotations(annotationsOf(report));
    return Promise.resolve();
  },
};
