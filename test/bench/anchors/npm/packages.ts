/** A public package whose published files are its readable sources. */
export interface Package {
  readonly name: string;
  /** Oldest first; each is compared with the next. */
  readonly versions: readonly string[];
  /** Source files, inside the package. */
  readonly files: RegExp;
}

const lib = /^(index|lib\/.*)\.m?[jt]s$/;
const src = /^src\/(?!.*\.d\.ts$).*\.[jt]s$/;

/** Small steps and large ones: single files that were split, prototypes that became classes, JavaScript that became TypeScript. */
export const packages: readonly Package[] = [
  { name: 'commander', versions: ['2.20.3', '5.1.0', '7.2.0', '12.1.0'], files: lib },
  { name: 'express', versions: ['3.21.2', '4.0.0', '4.17.3', '5.0.0'], files: lib },
  { name: 'semver', versions: ['5.7.2', '6.3.0', '7.3.5'], files: /^(?!test).*\.js$/ },
  { name: 'mocha', versions: ['3.5.3', '6.2.3', '8.4.0', '10.8.2'], files: /^lib\/.*\.js$/ },
  { name: 'marked', versions: ['0.8.2', '1.2.9', '4.3.0'], files: src },
  { name: 'rxjs', versions: ['6.6.7', '7.0.0', '7.8.1'], files: src },
  { name: 'ws', versions: ['5.2.3', '7.5.9', '8.18.0'], files: lib },
  { name: 'fastify', versions: ['2.15.3', '3.29.5', '4.28.1'], files: /^(fastify|lib\/.*)\.js$/ },
  { name: 'undici', versions: ['4.16.0', '5.28.4', '6.21.0'], files: lib },
  { name: 'preact', versions: ['8.5.3', '10.4.0', '10.24.0'], files: src },
  { name: 'redux', versions: ['3.7.2', '4.2.1', '5.0.1'], files: src },
  { name: 'immer', versions: ['7.0.15', '10.1.1'], files: src },
  { name: 'koa', versions: ['1.7.0', '2.15.3'], files: lib },
  { name: 'async', versions: ['1.5.2', '2.6.3', '3.2.4'], files: /^(?!dist|build)[^.]*\.js$/ },
];
