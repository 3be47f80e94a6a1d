/** How a language writes comments and strings: as much as it takes to tell one from the other. */
export interface Language {
  /** Marks that start a comment up to the end of the line. */
  readonly line: readonly string[];
  /** Opening and closing marks of a comment that may span lines. */
  readonly block: readonly (readonly [open: string, close: string])[];
  /** Quotes of strings that end with their line at the latest, with backslash escapes. */
  readonly quotes: readonly string[];
  /** Quotes of strings that may span lines; the longest mark first. */
  readonly longQuotes: readonly (readonly [open: string, close: string])[];
  /** A line mark counts only at the start of a line or after white space (shell, YAML). */
  readonly spaced?: true;
  /** `'` may also be something else than a quote (lifetimes, labels, digit separators). */
  readonly looseApostrophe?: true;
  /** `/` may start a regular expression literal. */
  readonly regex?: true;
  /** Line marks are matched without regard to case (`REM`). */
  readonly anyCase?: true;
}

const c = { line: ['//'], block: [['/*', '*/']], quotes: ['"', "'"], longQuotes: [] } as const satisfies Language;
const triple = [['"""', '"""']] as const;
const script: Language = { ...c, longQuotes: [['`', '`']], regex: true };
const hash: Language = { line: ['#'], block: [], quotes: ['"', "'"], longQuotes: [], spaced: true };
const dash: Language = { line: ['--'], block: [], quotes: ['"', "'"], longQuotes: [] };
const markup: Language = { line: [], block: [['<!--', '-->']], quotes: [], longQuotes: [] };

const python: Language = {
  line: ['#'],
  block: [],
  quotes: ['"', "'"],
  longQuotes: [
    ['"""', '"""'],
    ["'''", "'''"],
  ],
};

const table: readonly (readonly [extensions: string, language: Language])[] = [
  ['js jsx mjs cjs ts tsx mts cts', script],
  ['c h cc cpp cxx hh hpp hxx ino m mm cu proto thrift', { ...c, looseApostrophe: true }],
  ['java groovy gradle', { ...c, longQuotes: triple }],
  ['kt kts scala sc swift', { ...c, longQuotes: triple, quotes: ['"'] }],
  ['cs fs fsx v sv zig d jsonc json5 glsl wgsl', c],
  ['dart', { ...c, longQuotes: [...triple, ["'''", "'''"]] }],
  ['go', { ...c, longQuotes: [['`', '`']] }],
  ['rs', { ...c, longQuotes: [['r#"', '"#']], looseApostrophe: true }],
  ['php', { ...c, line: ['//', '#'] }],
  ['css', { ...c, line: [] }],
  ['scss less styl', c],
  ['vue svelte astro', { ...script, block: [...c.block, ...markup.block] }],
  ['py pyi pyx bzl star', python],
  ['rb rake gemspec', { ...hash, block: [['\n=begin', '\n=end']] }],
  ['sh bash zsh fish ksh yml yaml toml cfg conf properties env cmake mk nix pl pm r tcl awk tf hcl graphql gql', hash],
  ['ex exs jl cr coffee nim', { ...hash, longQuotes: triple }],
  ['ps1 psm1 psd1', { ...hash, block: [['<#', '#>']] }],
  [
    'lua',
    {
      ...dash,
      block: [['--[[', ']]']],
      longQuotes: [['[[', ']]']],
    },
  ],
  ['sql', { ...dash, block: c.block }],
  ['hs elm purs', { ...dash, block: [['{-', '-}']], looseApostrophe: true }],
  ['ml mli', { line: [], block: [['(*', '*)']], quotes: ['"'], longQuotes: [] }],
  ['html htm xml xhtml xaml svg csproj props targets', markup],
  ['clj cljs cljc edn el lisp lsp scm rkt asm s', { ...dash, line: [';'], quotes: ['"'] }],
  ['ini', { ...hash, line: [';', '#'] }],
  ['erl hrl', { ...dash, line: ['%'], quotes: ['"'], looseApostrophe: true }],
  ['vb vbs bas', { ...dash, line: ["'"], quotes: ['"'] }],
  ['bat cmd', { ...dash, line: ['rem ', '::'], quotes: [], anyCase: true, spaced: true }],
];

const byExtension = new Map(
  table.flatMap(([extensions, language]) => extensions.split(' ').map((extension) => [extension, language] as const)),
);
const byName =
  /^(?:makefile|gnumakefile|dockerfile|containerfile|cmakelists\.txt|rakefile|gemfile|vagrantfile|jenkinsfile|justfile|build|build\.bazel|workspace|\.env|\.editorconfig|\.gitignore|\.gitattributes|codeowners)$/;

/** The language of a file, by its name; `undefined` for prose, data and everything unknown. */
export function languageOf(path: string): Language | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  const dot = name.lastIndexOf('.');
  const found = dot < 0 ? undefined : byExtension.get(name.slice(dot + 1));
  if (found !== undefined) return found;
  if (name === 'jenkinsfile') return c;
  return byName.test(name) ? hash : undefined;
}
