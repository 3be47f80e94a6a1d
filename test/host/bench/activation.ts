import { commands, extensions, workspace } from 'vscode';
import type { Job, Report } from './job';
import { until } from './window';

const wanted = ['vscode.git', 'decision-notes.decision-notes'];

/** VS Code's own figures, of its "Startup Performance" page: what activating each extension took in this window. */
export async function measureActivation(job: Job): Promise<NonNullable<Report['activation']>> {
  for (const id of job.on ? wanted : wanted.slice(0, 1)) {
    await until(`${id} is active`, () => extensions.getExtension(id)?.isActive === true);
  }
  await commands.executeCommand('perfview.show');
  let text = '';
  await until('the page shows the extensions', () => {
    text = workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf')?.getText() ?? '';
    return (job.on ? wanted : wanted.slice(0, 1)).every((id) => rowOf(text, id) !== undefined);
  });
  await commands.executeCommand('workbench.action.closeAllEditors');
  return Object.fromEntries(
    wanted.flatMap((id) => {
      const row = rowOf(text, id);
      if (row === undefined) return [];
      // | Extension | Eager | Load Code | Call Activate | Finish Activate | Event | By |
      const [load, call, finish] = row.split('|').slice(3, 6).map(Number);
      if (load === undefined || call === undefined || finish === undefined || Number.isNaN(load + call + finish)) {
        throw new Error(`VS Code's page is laid out otherwise than expected: ${row}`);
      }
      return [[id, { call: load + call, whole: load + call + finish }]];
    }),
  );
}

function rowOf(page: string, id: string): string | undefined {
  return page.split('\n').find((line) => line.split('|')[1]?.trim() === id);
}
