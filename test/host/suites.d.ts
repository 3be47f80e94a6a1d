/** Written by the bundler (esbuild.js). */
declare module 'decision-notes:suites' {
  /** Loads every `*.test.ts` below test/host; mocha's globals must be there. */
  export function loadSuites(): void;
}
