// The vectors that Go computes, through the browser's twin.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import { calendar } from '../../../../../static/js/guide/calendar.js';

const vectors = JSON.parse(fs.readFileSync(new URL('vectors.json', import.meta.url), 'utf8'));
const tables = calendar(vectors.years);

test('working days', () => {
  for (const [start, n, want] of vectors.working) assert.equal(tables.addWorkingDays(start, n) ?? '', want, `${start} + ${n}`);
});

test('calendar days', () => {
  for (const [start, n, want] of vectors.calendar) assert.equal(tables.addCalendarDays(start, n) ?? '', want, `${start} + ${n}`);
});
