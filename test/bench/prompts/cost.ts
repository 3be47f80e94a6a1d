import { HeatIndex } from '../../../src/core/prompts/heat';
import { keepHeat, readHeat } from '../../../src/core/prompts/heatCache';
import { rankByHeat, updateHeat } from '../../../src/core/prompts/updateHeat';
import { nodeHistory } from '../../../src/node/history';
import { findGit, gitProgram } from '../../../src/node/program';
import { git } from './history';

// npm run bench:prompts:cost -- CLONE: what it costs to know where a history is hot. See docs/prompts.md.

const behind = 100;
const mostHeldMs = 10;

/**
 * The most processor time, in milliseconds, that one turn of the main loop took while `work` ran: unlike the clock it does
 * not count what other programs on the machine take.
 */
async function longestTurn<T>(work: () => Promise<T>): Promise<{ result: T; turn: number }> {
  let turn = 0;
  let last = process.cpuUsage();
  let next = setImmediate(look);
  function look(): void {
    const { user, system } = process.cpuUsage(last);
    turn = Math.max(turn, (user + system) / 1000);
    last = process.cpuUsage();
    next = setImmediate(look);
  }
  try {
    return { result: await work(), turn: Math.max(turn, process.cpuUsage(last).user / 1000) };
  } finally {
    clearImmediate(next);
  }
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const { result, turn } = await longestTurn(work);
  const took = (performance.now() - start).toFixed(0);
  console.log(`${what.padEnd(44)}${took.padStart(8)} ms, the main loop held ${turn.toFixed(1)} ms at most`);
  if (turn > mostHeldMs) process.exitCode = 1;
  return result;
}

async function main(): Promise<void> {
  const [clone] = process.argv.slice(2);
  const program = await findGit();
  if (clone === undefined || program === undefined) {
    console.log('Name a clone: npm run bench:prompts:cost -- path/to/clone');
    process.exitCode = 2;
    return;
  }
  let kept: Uint8Array | undefined;
  const cache = {
    read: () => Promise.resolve(kept),
    write: (parts: readonly Uint8Array[]) => {
      kept = Buffer.concat(parts);
      return Promise.resolve();
    },
  };
  const history = nodeHistory(gitProgram(program, clone));
  const ids = (await git(clone, ['rev-list', '--first-parent', `-${behind + 1}`, 'HEAD']))
    .toString()
    .trim()
    .split('\n');
  const [head = '', before = head] = [ids[0], ids.at(-1)];
  const count = (await git(clone, ['rev-list', '--count', 'HEAD'])).toString().trim();
  console.log(`${count} commits`);
  const index = await timed('whole history', () => updateHeat(new HeatIndex(), history, before));
  if (!index) throw new Error('git could not read the history');
  await timed(`${behind} first parents later, with what they merged`, () => updateHeat(index, history, head));
  await timed('the same commit again', () => updateHeat(index, history, head));
  await timed('kept', () => keepHeat(cache, index));
  await timed('read back', () => readHeat(cache));
  const sizes = await timed('sizes of all files', () => history.sizes(head));
  await timed('ranks', () => rankByHeat(index, sizes ?? new Map<string, number>(), Date.now(), () => 0));
  console.log(`${sizes?.size ?? 0} files, ${((kept?.length ?? 0) / 1e6).toFixed(1)} MB kept`);
}

await main();
