// What the service worker decides, and how addresses look on disk. Run by offline_test.go.

import assert from 'node:assert/strict';
import { test } from 'node:test';

const js = new URL('../../../../../static/js/', import.meta.url);
const { DAY_MS, isFree, isFresh, isPage, keyOf, languageOf, MAX_AGE_MS, ours, outdated, pathOf, prefixOf, surplus, wayOf } = await import(new URL('offline/rules.js', js).href);
const { named, placed } = await import(new URL('disk/paths.js', js).href);

const scope = 'https://a.gov.cn/x/y/';

test('ways', () => {
  for (const [mode, path, want] of [
    ['navigate', '', 'page'],
    ['navigate', 'guide/childcare/?meals=no', 'page'],
    ['navigate', 'en/index.html', 'page'],
    ['navigate', 'data/licences.zh.csv', ''],
    ['navigate', 'kiosk.zip', ''],
    ['cors', 'assets/js/main.0a1b2c3d4e5f.js', 'lasting'],
    ['no-cors', 'assets/main.0a1b2c3d4e5f.css', 'lasting'],
    ['cors', 'assets/js/main.js', ''],
    ['cors', 'search/zh-CN/k0.so6n6.json', 'lasting'],
    ['cors', 'search/zh-CN.json', 'renewed'],
    ['cors', 'data/holidays.json', 'renewed'],
    ['no-cors', 'favicon.svg', 'renewed'],
    ['cors', 'data/licences.json', ''],
    ['no-cors', 'worker.js', ''],
  ]) assert.equal(wayOf({ method: 'GET', mode, url: scope + path, ranged: false }, scope), want, `${mode} ${path}`);
  const page = { method: 'GET', mode: 'navigate', url: scope, ranged: false };
  assert.equal(wayOf({ ...page, method: 'POST' }, scope), '');
  assert.equal(wayOf({ ...page, ranged: true }, scope), '');
  assert.equal(wayOf({ ...page, url: 'https://a.gov.cn/x/' }, scope), '', 'above the site');
  assert.equal(wayOf({ ...page, url: 'https://b.gov.cn/x/y/' }, scope), '');
  assert.ok(isPage(`${scope}guide/`, scope) && !isPage(`${scope}favicon.svg`, scope));
});

test('addresses', () => {
  assert.equal(pathOf(`${scope}guide/childcare/?q=a#b`, scope), 'guide/childcare/');
  assert.equal(pathOf(scope, scope), '');
  assert.equal(keyOf(`${scope}guide/index.html?q=a/index.html#b`), `${scope}guide/`);
  assert.equal(keyOf(`${scope}myindex.html`), `${scope}myindex.html`);
  const release = { languages: { 'zh-CN': {}, en: {} } };
  assert.equal(languageOf('en/guide/', release), 'en');
  assert.equal(languageOf('energy/', release), 'zh-CN');
});

test('stores', () => {
  const at = (version) => prefixOf(scope) + version;
  const names = [at('1'), 'other', 'mingbai:/x/:9', at('2'), at('3'), at('4')];
  assert.deepEqual(ours(names, scope), [at('1'), at('2'), at('3'), at('4')]);
  assert.deepEqual(outdated(names, scope, at('4')), [at('1')]);
  assert.deepEqual(outdated(names, scope, at('1')), [at('2')], 'back to an earlier release');
  assert.deepEqual(outdated([at('1')], scope, at('1')), []);
  assert.deepEqual(surplus([1, 2, 3], 2), [1]);
  assert.deepEqual(surplus([1], 2), []);
});

test('age', () => {
  const now = 100 * DAY_MS;
  assert.ok(isFresh(now, now) && isFresh(now - MAX_AGE_MS + 1, now));
  assert.ok(!isFresh(now - MAX_AGE_MS, now) && !isFresh(0, now), 'too old');
  assert.ok(!isFresh(now + 2 * DAY_MS, now), 'a clock that was wrong');
});

test('data that may cost', () => {
  assert.ok(isFree(undefined) && isFree({ effectiveType: '4g', saveData: false }) && isFree({ type: 'wifi' }));
  assert.ok(!isFree({ saveData: true }) && !isFree({ type: 'cellular', effectiveType: '4g' }) && !isFree({ effectiveType: 'slow-2g' }));
});

test('on disk', () => {
  for (const [path, want] of [['', 'index.html'], ['guide/', 'guide/index.html'], ['guide/#faq', 'guide/index.html#faq'], ['404.html', '404.html'], ['#a/', 'index.html#a/']]) {
    assert.equal(named(path), want);
  }
  const { root, path } = placed('file:///D:/%E5%8A%9E%20a/search/zh-CN.json');
  assert.equal(root.href, 'file:///D:/%E5%8A%9E%20a/');
  assert.equal(path, 'search/zh-CN.json');
});
