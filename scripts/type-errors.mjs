import ts from 'typescript';

/** Programs whose errors that belong to no file are reported. */
const reported = new WeakSet();

/**
 * An ESLint rule that reports the compiler's errors: the program that typed rules build is the one that
 * checks types, so that nothing has to build a second one.
 */
export const typeErrors = {
  meta: { type: 'problem', schema: [], messages: { error: 'TS{{code}}: {{text}}' } },
  create(context) {
    const { program } = context.sourceCode.parserServices;
    const report = ({ code, messageText, start = 0, length = 0 }) => {
      const at = (index) => context.sourceCode.getLocFromIndex(index);
      const text = ts.flattenDiagnosticMessageText(messageText, '\n');
      const loc = { start: at(start), end: at(start + length) };
      context.report({ loc, messageId: 'error', data: { code, text } });
    };
    return {
      Program() {
        const file = program.getSourceFile(context.filename);
        program.getSemanticDiagnostics(file).forEach(report);
        if (reported.has(program)) return;
        reported.add(program);
        const general = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
        for (const { code, messageText } of general) report({ code, messageText });
      },
    };
  },
};
