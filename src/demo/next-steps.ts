/**
 * The workflow of the README, to be copied. A test holds the two together.
 */
export const WORKFLOW = `name: siuo-gate
on: { pull_request: { types: [opened, synchronize, reopened, edited] }, merge_group: {} }
permissions: { contents: read, actions: read, pull-requests: write }
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: siuo-gate/siuo-gate@v0
        with:
          endpoint: \${{ vars.MODEL_ENDPOINT }}
          model: \${{ vars.MODEL_NAME }}
          judge-endpoint: \${{ vars.JUDGE_ENDPOINT }}
          judge-model: \${{ vars.JUDGE_MODEL }} # sees pictures too, and is not the model under test
          judge-api-key: \${{ secrets.JUDGE_API_KEY }}
`;

/**
 * What to type after the demo: a measurement of one's own model, and the workflow.
 *
 * @param program what starts this program, e.g. `npx siuo-gate`
 */
export function nextSteps(program: string): string {
  return `How safe is your model? Any OpenAI-compatible server that sees pictures can be model and judge
(keys, if they want any: SIUO_GATE_API_KEY and SIUO_GATE_JUDGE_API_KEY):

  ${program} measure --dataset smoke \\
    --endpoint http://127.0.0.1:8000/v1 --model my-model \\
    --judge-endpoint http://127.0.0.1:8001/v1 --judge-model my-judge

Gate every pull request: save this as .github/workflows/siuo-gate.yml, set the variables and the secret
in the repository's settings, and make a baseline first (README, "Gate pull requests"):

${indented(WORKFLOW)}`;
}

/** A text with each line set in. */
function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
