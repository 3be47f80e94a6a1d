import { spawn } from 'node:child_process';

/**
 * Runs a program to its end and returns what it printed on stdout. Rejects, with the end of what it printed, when its
 * exit code is not 0.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<string>}
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let all = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text;
      all += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => (all += text));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(out);
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}:\n${all.slice(-3000)}`));
    });
  });
}

/**
 * Runs a program with this terminal and returns its exit code.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<number>}
 */
export function runAttached(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: 'inherit' });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/**
 * Runs npm, whatever way this process was started.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function npm(args, cwd) {
  const cli = process.env['npm_execpath'];
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, npm_config_update_notifier: 'false' };
  // npm hands its own location and settings to its scripts; the settings of this project are not the other's.
  for (const name of Object.keys(env)) if (/^npm_(config_(local_)?prefix|package_)/.test(name)) delete env[name];
  return cli?.endsWith('.js')
    ? run(process.execPath, [cli, ...args], { cwd, env })
    : run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd, env });
}
