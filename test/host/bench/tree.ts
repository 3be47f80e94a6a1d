import { groupings } from '../../../src/core/browse/placement';
import { NotesModel, type Element } from '../../../src/extension/tree/model';
import { NotesView } from '../../../src/extension/tree/notesView';
import { memoryMemento } from '../support/memento';
import { testServices } from '../support/window';
import type { Report } from './job';

/** Rows expanded in each grouping, the widest and the first ones alike. */
const mostRows = 300;

/** Times what the view does when a row is expanded: its children, and the row of each. */
export async function measureTree(): Promise<NonNullable<Report['tree']>> {
  const services = await testServices();
  const model = new NotesModel(services.roots, services.places, memoryMemento());
  const view = new NotesView(model, services.places);
  await model.ready();
  const times: Record<string, number[]> = {};
  for (const grouping of groupings) {
    model.grouping = grouping;
    const first: number[] = (times[`${grouping}, first`] = []);
    const later: number[] = (times[`${grouping}, later`] = []);
    const expand = async (element: Element | undefined, list: number[]): Promise<Element[]> => {
      const started = performance.now();
      const children = await view.getChildren(element);
      for (const child of children) await view.getTreeItem(child);
      list.push(performance.now() - started);
      return children;
    };
    const rows: (Element | undefined)[] = [undefined];
    for (const row of rows) {
      if (first.length >= mostRows) break;
      const children = await expand(row, first);
      rows.push(...children.filter(({ kind }) => kind !== 'note' && kind !== 'hit'));
    }
    for (const row of rows.slice(0, first.length)) await expand(row, later);
  }
  model.dispose();
  services.dispose();
  return times;
}
