// The vectors that Go computes, through the browser's twin.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { plan } from '../../../../../static/js/guide/plan.js';

const vectors = JSON.parse(fs.readFileSync(new URL('vectors.json', import.meta.url), 'utf8'));

/** Drops empty maps and lists, which JSON from Go leaves out. */
const bare = value => {
  if (Array.isArray(value)) return value.map(bare);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([k, v]) => [k, bare(v)]);
  return Object.fromEntries(entries.filter(([k, v]) => k === 'steps' || k === 'longest' || k === 'chain'
    || !(v === false || (typeof v === 'object' && v !== null && Object.keys(v).length === 0))));
};

for (const { graph, given, plan: want } of vectors.cases) {
  test(`${graph} ${JSON.stringify(given)}`, () => {
    const got = bare(plan({ questions: [], items: [], ...stripNull(vectors.graphs[graph]) }, given));
    assert.deepEqual(got, bare(stripNull(want)));
  });
}

function stripNull(o) {
  return Object.fromEntries(Object.entries(o).map(([k, v]) => [k, v === null ? [] : v]));
}
