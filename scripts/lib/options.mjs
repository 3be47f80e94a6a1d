import { parseArgs } from 'node:util';

/**
 * `--vscode X` (or DECISION_NOTES_VSCODE) and, after it, what is meant for mocha.
 * @param {string[]} argv
 */
export function testOptions(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { vscode: { type: 'string' }, grep: { type: 'string', short: 'g' }, 'no-build': { type: 'boolean' } },
  });
  return {
    /** VS Code's version, when one was asked for. */
    version: values.vscode ?? process.env['DECISION_NOTES_VSCODE'],
    /** Only tests whose full title holds this. */
    grep: values.grep,
    build: !values['no-build'],
    /** Only test files whose name holds one of these. */
    files: positionals,
  };
}
