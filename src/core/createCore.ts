import type { Disposable, Host } from './host';
import { createFinder } from './store/finder';
import { createLocations } from './store/locations';
import { createStore } from './store/createStore';
import type { Locations, NoteStore } from './store/noteStore';

/** Choices for one core. */
export interface CoreOptions {
  /** Name of the folders that hold notes, one or more segments. Default `.decisions`. */
  readonly notesFolder?: string;
}

/** Everything that core knows of one root. */
export interface Core extends Disposable {
  readonly notes: NoteStore;
  readonly locations: Locations;
}

/** Builds the core for the root of `host`. Nothing is read, watched or run until somebody asks for it. */
export function createCore(host: Host, options: CoreOptions = {}): Core {
  const finder = host.finder ?? createFinder(host);
  const notes = createStore(host, options.notesFolder ?? '.decisions', finder);
  const locations = createLocations(host, notes, finder);
  return {
    notes,
    locations,
    dispose() {
      locations.dispose();
      finder.dispose();
      notes.dispose();
    },
  };
}
