import assert from 'node:assert/strict';
import { definedName, enclosingSymbol, pieceEnd } from '../../../src/core/anchor/symbols';

const definitions: readonly (readonly [path: string, line: string, name: string | undefined])[] = [
  ['a.ts', 'export async function retryWithBackoff(', 'retryWithBackoff'],
  ['a.ts', 'export default class Queue<T> extends Base {', 'Queue'],
  ['a.ts', 'const retry = async (job: Job) => {', 'retry'],
  ['a.ts', '  private readonly push = (item: string) => {', 'push'],
  ['a.ts', '  get size(): number {', 'size'],
  ['a.ts', '  if (size(x)) {', undefined],
  ['a.ts', '  return call(x);', undefined],
  ['a.ts', '  // function old() {', undefined],
  ['a.ts', 'export interface RetryOptions {', 'RetryOptions'],
  ['a.ts', "  it('stops after three', () => {", 'stops after three'],
  ['a.java', '    public static <T extends Comparable<T>> T gt(T value) {', 'gt'],
  ['a.java', '    protected void runChild(FrameworkMethod method, RunNotifier notifier) {', 'runChild'],
  ['a.go', 'func (c *Command) ParseFlags(args []string) (err error) {', 'ParseFlags'],
  ['a.go', 'type Server struct {', 'Server'],
  ['a.rs', '    pub(crate) fn print_line(&mut self) -> Result<()> {', 'print_line'],
  ['a.rs', "impl<'a> Printer for InteractivePrinter<'a> {", "impl<'a> Printer for InteractivePrinter<'a>"],
  ['a.py', '    async def get(self, url):', 'get'],
  ['a.cc', 'Status DBImpl::Recover(VersionEdit* edit, bool* save_manifest) {', 'DBImpl::Recover'],
  ['a.h', 'struct LEVELDB_EXPORT Range {', 'Range'],
  ['a.cc', 'TEST_F(DBTest, ReadWrite) {', 'DBTest.ReadWrite'],
  ['a.rb', '  def self.parse(text)', 'self.parse'],
  ['a.md', '## How it works ##', 'How it works'],
  ['a.json', '  "scripts": {', 'scripts'],
  ['a.yml', 'jobs:', 'jobs'],
  ['a.toml', '[dependencies]', 'dependencies'],
  ['a.ts', `const x = "${'y'.repeat(500)}";`, undefined],
];

describe('definedName', () => {
  for (const [path, line, name] of definitions) {
    it(`${name ?? 'nothing'} in ${path}: ${line.slice(0, 50)}`, () => {
      assert.equal(definedName([line, '  body', '}'], 0, path), name);
    });
  }

  it('takes a call for no definition, over lines too', () => {
    assert.equal(definedName(['  schedule(', '    job,', '  );'], 0, 'a.ts'), undefined);
    assert.equal(definedName(['void schedule(', '    Job job', ') {'], 0, 'a.java'), 'schedule');
    assert.equal(definedName(['declared(int a);'], 0, 'a.c'), undefined);
    assert.equal(definedName(['unfinished('], 0, 'a.c'), undefined);
  });
});

const service = [
  'class Service {',
  '  @Cached',
  '  // Keeps the last answer.',
  '  load(id: string) {',
  '    const known = this.known.get(id);',
  '',
  '    return known;',
  '  }',
  '}',
  '',
  'const last = 1;',
];

describe('enclosingSymbol', () => {
  it('is the smallest around a line', () => {
    assert.deepEqual(enclosingSymbol(service, 5, 'a.ts'), { name: 'load', lines: { start: 4, end: 8 } });
    assert.deepEqual(enclosingSymbol(service, 6, 'a.ts'), { name: 'load', lines: { start: 4, end: 8 } });
    assert.deepEqual(enclosingSymbol(service, 9, 'a.ts'), { name: 'Service', lines: { start: 1, end: 9 } });
  });

  it('takes in the annotations and comments that a range starts with', () => {
    assert.deepEqual(enclosingSymbol(service, 2, 'a.ts'), { name: 'load', lines: { start: 2, end: 8 } });
  });

  it('must hold all of a range', () => {
    assert.equal(enclosingSymbol(service, 5, 'a.ts', { start: 5, end: 9 })?.name, 'Service');
    assert.equal(enclosingSymbol(service, 11, 'a.ts', { start: 11, end: 11 }), undefined);
    assert.equal(enclosingSymbol('', 1, 'a.ts'), undefined);
    assert.equal(enclosingSymbol('one', 99, 'a.ts'), undefined);
  });

  it('knows sections of prose and indented blocks', () => {
    const page = ['# Top', 'text', '## Use', 'one', '```sh', '# no heading', '```', '', '## Next'];
    assert.deepEqual(enclosingSymbol(page, 4, 'a.md'), { name: 'Use', lines: { start: 3, end: 7 } });
    assert.deepEqual(enclosingSymbol(page, 2, 'a.md'), { name: 'Top', lines: { start: 1, end: 9 } });
    const python = ['class A:', '    def one(self):', '        return 1', '', '    def two(self):', '        return 2'];
    assert.deepEqual(enclosingSymbol(python, 3, 'a.py'), { name: 'one', lines: { start: 2, end: 3 } });
  });
});

describe('pieceEnd', () => {
  it('ends a paragraph of prose at the blank line', () => {
    assert.equal(pieceEnd(['one', 'two', '', 'three'], 0, 'a.md'), 1);
  });
});
