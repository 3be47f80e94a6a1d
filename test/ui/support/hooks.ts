import { type Context } from 'mocha';
import { Session } from './session';

let started: Session | undefined;

/** The run's VS Code and browser. Only inside hooks and tests. */
export function session(): Session {
  if (!started) throw new Error('The session starts with the first hook.');
  return started;
}

/** Loaded by `mocha --require`. */
export const mochaHooks = {
  async beforeAll() {
    started = await Session.start();
  },
  async afterEach(this: Context) {
    if (this.currentTest?.state === 'failed') await started?.screenshots(this.currentTest.fullTitle());
  },
  async afterAll() {
    await started?.stop();
  },
};
