import { fuzzLocate } from './hostile';
import { seeded } from './random';
import { option } from './report';

// `npm run fuzz:anchors -- --count 100000 --seed TEXT`: stops with an error at the first broken promise.
const count = Number(option('count') ?? 20_000);
const seed = option('seed') ?? '1';
const began = performance.now();
const { rounds, slowest, sizeOfSlowest } = fuzzLocate(count, seeded(seed));
const minutes = (performance.now() - began) / 60_000;
console.log(
  `${rounds} texts edited, ${6 * rounds} locations, seed ${seed}, ${minutes.toFixed(1)} minutes: nothing thrown, ` +
    `nothing outside a file, the same answer twice, back in place after an undo. ` +
    `Slowest: ${slowest.toFixed(0)} ms for ${sizeOfSlowest} characters.`,
);
