import type { Judged } from './case';

/** The value after `--name` on the command line. */
export function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** Prints what went wrong, worst first, so that a person can look at it. */
export function show(judged: readonly Judged[], most: number): void {
  const badness = ['wrong', 'false-found', 'partial', 'lost', 'uncertain', 'overlap'];
  const bad = judged
    .filter(({ verdict }) => badness.includes(verdict))
    .sort((a, b) => badness.indexOf(a.verdict) - badness.indexOf(b.verdict));
  for (const { case: one, location, verdict } of bad.slice(0, most)) {
    const lines = one.original.split('\n').slice(one.from.lines.start - 1, one.from.lines.end);
    const place = (path: string, range?: { start: number; end: number }): string =>
      `${path}:${range?.start ?? '-'}-${range?.end ?? '-'}`;
    const { expected } = one;
    console.log(`\n${verdict}: ${one.label}, ${place(one.from.path, one.from.lines)}`);
    console.log(`  expected ${expected ? place(expected.path, expected.lines) : 'nothing'}`);
    console.log(
      `  answered ${location.state} ${place(location.path, location.lines)} ${location.confidence.toFixed(2)} ${location.reasons.join('; ')}`,
    );
    for (const candidate of location.candidates.slice(0, 3)) {
      console.log(`  candidate ${place(candidate.path, candidate.lines)} ${candidate.confidence.toFixed(2)}`);
    }
    for (const line of lines.slice(0, 6)) console.log(`  | ${line}`);
    if (lines.length > 6) console.log(`  | … ${lines.length - 6} more`);
  }
}
