import { fuzzLocate } from '../../bench/anchors/hostile';
import { seeded } from '../../bench/anchors/random';

// A few hundred of what `npm run fuzz:anchors` does at length.
describe('locating in hostile texts', () => {
  it('throws nothing, stays inside the file, answers alike, and is back in place after an undo', () => {
    fuzzLocate(300, seeded('suite'));
  }).timeout(60_000);
});
