import assert from 'node:assert/strict';
import * as core from '../../src/core/index';

describe('the public face of core', () => {
  it('exports exactly these values', () => {
    assert.deepEqual(Object.keys(core).sort(), [
      'NotesError',
      'addAnchor',
      'applyFix',
      'confirm',
      'createCore',
      'createIds',
      'editField',
      'editNote',
      'enclosingSymbol',
      'fixFor',
      'folderFor',
      'followCodeMove',
      'freeNoteFile',
      'freshId',
      'isId',
      'judgementHeadings',
      'locate',
      'locateAllInText',
      'locateInText',
      'newNoteFileName',
      'noteToSafeMarkdown',
      'parseNote',
      'parsePlainNote',
      'printNewNote',
      'reAnchor',
      'readBody',
      'record',
      'recordAnchor',
      'relate',
      'removeAnchor',
      'removeNote',
      'setStatus',
      'splitAnchor',
      'splitTyped',
      'statuses',
      'supersede',
      'supersedeByNew',
      'tidy',
      'trackEdits',
    ]);
  });
});
