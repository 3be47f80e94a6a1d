import { type Anchor, recordAnchor } from '../../../src/core/index';
import { locate } from '../../../src/core/anchor/locate';
import { catFile } from '../../../src/node/catFile';
import { findGit, gitProgram } from '../../../src/node/program';
import { commitRevision, textAt } from '../../../src/node/revision';
import { readTasks, repositoryOf } from './tasks';
async function main() {
  const program = (await findGit())!;
  const repos = new Map<string, any>();
  for (const kind of ['all', 'quote']) {
    const rows: any[] = [];
    for (const task of readTasks()) {
      const folder = repositoryOf(task);
      let known = repos.get(folder);
      if (!known) {
        const git = gitProgram(program, folder);
        known = { git, objects: catFile(git) };
        repos.set(folder, known);
      }
      const { commit, place } = task.from;
      const original = (await textAt(known.objects, commit, place.path))!;
      await textAt(known.objects, task.toCommit, place.path);
      const anchor: Anchor = kind === 'all' ? { ...place, commit } : recordAnchor({ ...place, text: original, commit });
      const log: string[] = [];
      let gitMs = 0,
        blobN = 0,
        blobBytes = 0,
        blobWait = 0,
        pending = 0,
        since = 0;
      const git = {
        ...known.git,
        run: async (a: string[], o: any) => {
          const s = performance.now();
          const r = await known.git.run(a, o);
          const t = performance.now() - s;
          gitMs += t;
          log.push(`${a[0]} ${t.toFixed(0)}ms ${r?.length}${t > 100 ? JSON.stringify(a) : ''}`);
          return r;
        },
      };
      const objects = {
        ...known.objects,
        blob: async (n: string, m: number) => {
          if (pending++ === 0) since = performance.now();
          const r = await known.objects.blob(n, m);
          blobN++;
          blobBytes += r?.length ?? 0;
          if (--pending === 0) blobWait += performance.now() - since;
          return r;
        },
      };
      const cpu = process.cpuUsage();
      const evidence = commitRevision(git, objects, task.toCommit).evidence(kind === 'all');
      const started = performance.now();
      const loc = await locate(anchor, evidence);
      const ms = performance.now() - started;
      const c = process.cpuUsage(cpu);
      rows.push({
        id: task.id,
        kind: task.kind,
        same: task.expected?.path === place.path,
        ms,
        cpu: (c.user + c.system) / 1000,
        gitMs,
        blobN,
        kb: blobBytes / 1024,
        blobWait,
        log,
        state: loc.state,
        lines: original.split('\n').length,
      });
    }
    rows.sort((a, b) => b.ms - a.ms);
    console.log(kind);
    for (const r of rows.slice(0, 60))
      console.log(
        r.id,
        r.kind,
        r.same ? 'same' : 'other',
        `${r.ms.toFixed(0)} ms, cpu ${r.cpu.toFixed(0)}, git ${r.gitMs.toFixed(0)}, blobs ${r.blobN} ${r.kb.toFixed(0)}KB ${r.blobWait.toFixed(0)}ms, ${r.lines} lines, ${r.state}`,
        r.log.join('; '),
      );
  }
  for (const { objects } of repos.values()) objects.dispose();
}
void main();
