import { type Disposable, languages, workspace } from 'vscode';
import type { Job, Report } from './job';
import { at, hover, isNoted, until } from './window';

const files = 60;
const again = 4;

/**
 * Times the command that asks all providers, with an empty provider registered beside whatever else is there: in a
 * window without the extension it answers alone. The first question in a file and later ones are told apart.
 */
export async function measureHover(job: Job): Promise<NonNullable<Report['hover']>> {
  const empty: Disposable = languages.registerHoverProvider({ scheme: '*' }, { provideHover: () => undefined });
  const times = { 'first in a file': [] as number[], 'noted line': [] as number[], 'bare line': [] as number[] };
  const [warm, ...probes] = job.probes.slice(0, files + 1);
  if (!warm) throw new Error('There is nothing to hover over.');
  const warmDocument = await workspace.openTextDocument(at(warm.path));
  await until('the notes are known', async () => !job.on || isNoted(await hover(warmDocument, warm.noted)));
  for (const { path, noted, bare } of probes) {
    const document = await workspace.openTextDocument(at(path));
    const time = async (list: number[], line: number, expected: boolean): Promise<void> => {
      const started = performance.now();
      const hovers = await hover(document, line);
      list.push(performance.now() - started);
      if (isNoted(hovers) !== (expected && job.on)) throw new Error(`${path}:${line} is hovered over otherwise.`);
    };
    await time(times['first in a file'], noted, true);
    for (let times_ = 0; times_ < again; times_++) {
      await time(times['noted line'], noted, true);
      await time(times['bare line'], bare, false);
    }
  }
  empty.dispose();
  return times;
}
