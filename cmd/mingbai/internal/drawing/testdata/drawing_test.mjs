// The vectors that Go draws, through the browser's twin.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { rows } from '../../../../../static/js/guide/drawing.js';

for (const { name, chart, rows: want } of JSON.parse(fs.readFileSync(new URL('vectors.json', import.meta.url), 'utf8'))) {
  test(name, () => assert.deepEqual(rows(chart), want));
}
