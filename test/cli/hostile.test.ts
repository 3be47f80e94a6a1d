import assert from 'node:assert/strict';
import { chmodSync, existsSync, utimesSync } from 'node:fs';
import { printNewNote, recordAnchor } from '../../src/core/index';
import { runCli } from '../support/runCli';
import { temporaryFolder, type TemporaryFolder } from '../support/temporary';

const code = 'export function pay(): number {\n  return charge(1);\n}\n';

describe('the terminal in a hostile repository', () => {
  let folder: TemporaryFolder;
  before(() => {
    folder = temporaryFolder({ repository: true });
  });
  after(() => folder.dispose());

  it('runs nothing that the repository names, and fetches nothing that it lacks', () => {
    const trap = folder.at('trap.sh');
    const sprung = folder.at('sprung');
    folder.write({
      'trap.sh': `#!/bin/sh\necho "$0 $*" >> '${sprung}'\ncat\n`,
      '.gitattributes': '*.ts filter=evil diff=evil merge=evil\n',
      'src/pay.ts': code,
    });
    chmodSync(trap, 0o755);
    const first = folder.commit('first');
    folder.git('mv', 'src/pay.ts', 'src/charge.ts');
    folder.write({ 'src/gone.ts': code.replaceAll('pay', 'gone') });
    const second = folder.commit('rename');
    const here = recordAnchor({ path: 'src/pay.ts', text: code, lines: { start: 1, end: 3 }, commit: first });
    const missing = { ...here, path: 'src/lost.ts', commit: 'e'.repeat(40), quote: 'never written anywhere' };
    folder.write({ 'src/.decisions/a.md': printNewNote({ title: 'A note', code: [here, missing] }) });
    const settings = {
      'core.fsmonitor': trap,
      'core.sshCommand': trap,
      'core.gitProxy': trap,
      'core.askPass': trap,
      'core.editor': trap,
      'core.pager': trap,
      'core.hooksPath': folder.at('hooks'),
      'pager.grep': trap,
      'pager.log': trap,
      'pager.diff': trap,
      'alias.grep': `!${trap}`,
      'alias.log': `!${trap}`,
      'alias.ls-files': `!${trap}`,
      'diff.external': trap,
      'diff.evil.command': trap,
      'diff.evil.textconv': trap,
      'merge.evil.driver': trap,
      'filter.evil.clean': trap,
      'filter.evil.smudge': trap,
      'filter.evil.process': trap,
      'credential.helper': trap,
      'gpg.program': trap,
      'log.showSignature': 'true',
      'extensions.partialClone': 'origin',
      'remote.origin.promisor': 'true',
      'remote.origin.url': 'ssh://example.invalid/x.git',
      'remote.origin.uploadpack': trap,
      'protocol.allow': 'always',
    };
    for (const [name, value] of Object.entries(settings)) folder.git('config', name, value);
    for (const hook of ['post-index-change', 'post-checkout', 'reference-transaction', 'pre-auto-gc']) {
      folder.write({ [`hooks/${hook}`]: `#!/bin/sh\necho hook >> '${sprung}'\n` });
      chmodSync(folder.at(`hooks/${hook}`), 0o755);
    }
    // Other content, and another time with the same content: git would like to look at both through the filter.
    folder.write({ 'src/gone.ts': `// more\n${code.replaceAll('pay', 'gone')}` });
    utimesSync(folder.at('src/charge.ts'), 1, 1);
    const environment = { GIT_EXTERNAL_DIFF: trap, GIT_SSH_COMMAND: trap, GIT_ASKPASS: trap, GIT_PAGER: trap };

    const listed = runCli(['list', '--json'], folder.path, environment);
    assert.match(listed.out, /src\/charge\.ts/);
    const places = ['--path', 'src/pay.ts', '--lines', '1-3', '--json'];
    for (const args of [
      ['locate', '--from', first, ...places],
      ['locate', '--from', first, '--to', second, ...places],
      ['locate', '--from', first, '--evidence', 'quote', ...places],
    ]) {
      const { out } = runCli(args, folder.path, environment);
      assert.equal((JSON.parse(out) as { path?: string }).path, 'src/charge.ts', args.join(' '));
    }
    runCli(['locate', '--from', 'e'.repeat(40), ...places], folder.path, environment);
    assert.equal(existsSync(sprung), false, 'nothing was run');

    try {
      folder.git('status');
    } catch {
      // The trap breaks what it interrupts.
    }
    assert.equal(existsSync(sprung), true, 'the trap works: a plain git status springs it');
  });
});
