import { once } from 'node:events';
import { version } from '../../package.json';
import { CannotRun, UsageError, type Command, type Terminal } from './command';
import { NotesError } from '../core/errors';
import { list } from './list';
import { locateCommand } from './locate';
import { printable } from './printable';
import { tidy } from './tidy';

const commands: readonly Command[] = [list, locateCommand, tidy];

function help(): string {
  const width = Math.max(...commands.map(({ name, usage }) => `${name} ${usage}`.length));
  const rows = commands.map(({ name, usage, summary }) => `  ${`${name} ${usage}`.padEnd(width)}  ${summary}`);
  return ['Usage: decision-notes <command>', '', ...rows, '', 'Also --help and --version.', ''].join('\n');
}

async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version') {
    await terminal.out(`${version}\n`);
    return 0;
  }
  if (name === '--help' || name === '-h' || rest.includes('--help')) {
    await terminal.out(help());
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (!command) throw new UsageError(name === undefined ? 'A command is missing.' : `There is no command ${name}.`);
  return command.run(rest, terminal);
}

const terminal: Terminal = {
  cwd: process.cwd(),
  environment: process.env,
  async out(text) {
    if (!process.stdout.write(text)) await once(process.stdout, 'drain');
  },
  err: (text) => process.stderr.write(text),
  input: process.stdin,
};

// A reader that has seen enough, such as `head`, is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

main(process.argv.slice(2), terminal).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.exitCode = 2;
    const message = printable(error instanceof Error ? error.message : String(error));
    if (error instanceof UsageError || (error instanceof TypeError && 'code' in error))
      terminal.err(`${message}\n\n${help()}`);
    else if (error instanceof CannotRun || error instanceof NotesError) terminal.err(`${message}\n`);
    else
      terminal.err(
        `Something went wrong: ${message}\n${error instanceof Error ? printable(error.stack ?? '', '\n') : ''}\n`,
      );
  },
);
