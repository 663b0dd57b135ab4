// The browser's side of search, without a browser. Run by client_test.go, which says in SEARCH_TEST_DIR where it put
// the client, an index, and the answers of the other side.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync } from 'node:zlib';

const dir = process.env.SEARCH_TEST_DIR;
const client = (name) => import(pathToFileURL(path.join(dir, 'client', name)).href);
const { connect, open, SearchError } = await client('index.js');
const { classOf, foldText, learn, parseQuery } = await client('tokens.js');
const { stem } = await client('stem.js');
const { compareKeys, readNumbers } = await client('decode.js');

const json = (name) => JSON.parse(readFileSync(name, 'utf8'));
const vectors = json(new URL('./tokens.json', import.meta.url));
const manifests = { 'zh-CN': 'search/zh-CN.json', en: 'search/en.json' };
const read = async (name) => json(path.join(dir, name));

// The whole table of traditional characters, as the other side has it.
const table = readFileSync(new URL('../simplified.txt', import.meta.url), 'utf8').split('\n').filter((line) => !line.startsWith('#')).join('');
const [from, to] = [0, 1].map((odd) => [...table].filter((_, i) => i % 2 === odd).join(''));

await connect(read, manifests['zh-CN']); // it brings the tables
test('traditional characters are learnt when they are needed', async () => {
  const { search } = await connect(read, manifests['zh-CN']);
  assert.notEqual(foldText('營業執照'), '营业执照');
  assert.equal((await search('營業執照')).hits[0].title, '营业执照登记');
  assert.equal(foldText('營業執照'), '营业执照');
});

test('the whole table', () => learn({ from, to }));

test('fold', () => {
  for (const [text, want] of vectors.fold) assert.equal(foldText(text), want);
});

test('fold of every character that search looks at', () => {
  readFileSync(path.join(dir, 'folds.txt'), 'utf8').split('\n').forEach((want, code) => {
    if (code >= 0xd800 && code <= 0xdfff || code > 0x32000) return;
    const have = foldText(String.fromCodePoint(code));
    const seen = (text) => [...text].filter((char) => classOf(char) > 0).join('');
    assert.equal(seen(have), seen(want), code.toString(16));
  });
});

test('stems', () => {
  for (const [word, want] of vectors.stem) assert.equal(stem(word), want);
});

test('classes', () => {
  let at = 0;
  for (let code = 0; code <= 0x10ffff; code++) {
    if (vectors.classes[at + 1]?.[0] === code) at++;
    const have = classOf(String.fromCodePoint(code));
    if (have !== vectors.classes[at][1]) assert.fail(`class of ${code.toString(16)}: ${have}`);
  }
});

test('queries', () => {
  const describe = (keys) => keys.map(({ text, single, word }) => (single ? `(${text})` : text) + (word === '' ? '' : ':' + word));
  for (const want of vectors.query) {
    const { terms, size, cut } = parseQuery(want.query);
    const have = {
      query: want.query, size, ...cut ? { cut } : {},
      terms: terms.map(({ runs, keys, picks }) => {
        const term = { runs: runs.map((run) => run.chars.join('')), keys: describe(keys) };
        const first = describe(picks);
        return first.join() === term.keys.join() ? term : { ...term, picks: first };
      }),
    };
    assert.deepEqual(have, want);
  }
});

test('order of keys is by code point', () => {
  const keys = ['a', '托', '\uffee', '𠮷', 'ab', '', '\ue000', '\u{10ffff}'];
  assert.deepEqual(keys.sort(compareKeys), ['', 'a', 'ab', '托', '\ue000', '\uffee', '𠮷', '\u{10ffff}']);
});

test('damaged numbers', () => {
  for (const s of ['"', '~', 'é', '~'.repeat(20)]) assert.throws(() => readNumbers(s), RangeError);
});

test('the same answers as the other side', async () => {
  const engines = {};
  for (const lang of Object.keys(manifests)) engines[lang] = await connect(read, manifests[lang]);
  for (const { lang, query, options, want } of json(path.join(dir, 'cases.json'))) {
    assert.deepEqual(await engines[lang].search(query, options), want, `${lang} ${query} ${JSON.stringify(options)}`);
  }
});

test('several kinds at once', async () => {
  const { search } = await connect(read, manifests['zh-CN']);
  const { hits } = await search('托育机构', { limit: 1000, kind: ['guide', 'licence'] });
  assert.deepEqual([...new Set(hits.map((hit) => hit.kind))].sort(), ['guide', 'licence']);
});

test('any query has an answer', async () => {
  for (const lang of Object.keys(manifests)) {
    const { search } = await connect(read, manifests[lang]);
    for (const query of ['\ud800', 'a\udfff托', '\udc00\ud800', '托育'.repeat(5000), 'x'.repeat(10000), '\u0000', '<img src=x>', '__proto__ toString',
      '“”——、。！', '🙂👍🏽', '\u202etuo\u200fyu', 'a b '.repeat(2500), '第第第条条 第0条', '$& $1']) {
      const { hits } = await search(query, { limit: 3 });
      assert.ok(hits.length <= 3);
    }
  }
});

test('a file that is missing, cut off or of another index is an error, and is asked for again the next time', async () => {
  const damages = {
    missing: () => { throw new SearchError('404'); },
    'cut off': () => { throw new SyntaxError('unexpected end'); },
    'another index': (data) => ({ ...data, id: 'other' }),
    'newer form': (data) => ({ ...data, v: data.v + 1 }),
  };
  for (const [what, damage] of Object.entries(damages)) {
    for (const [kind, query] of [['k', '托育机构'], ['t', '托育机构'], ['s', '盐'], ['p', 'tuoyu']]) {
      let broken = true;
      const load = async (name) => {
        const data = await read(name);
        return broken && name.startsWith('search/zh-CN/' + kind) ? damage(data) : data;
      };
      const { search } = await connect(load, manifests['zh-CN']);
      await assert.rejects(search(query), SearchError, `${kind} ${what}`);
      broken = false;
      assert.ok((await search(query)).total > 0, `${kind} ${what}`);
    }
  }
});

test('a hit whose text was not read is completed on demand', async () => {
  const { search, detail } = await connect(read, manifests['zh-CN']);
  const { hits } = await search('机构');
  const bare = hits.filter((hit) => hit.excerpt === '');
  assert.ok(bare.length > 0 && bare.length < hits.length);
  for (const hit of bare) {
    const whole = await detail(hit);
    assert.equal(whole.title, hit.title);
    assert.ok(whole.excerpt !== '');
  }
  assert.equal(await detail(hits[0]), hits[0]);
});

test('a damaged copy in a cache is read past', async () => {
  const load = async (name, again) => {
    const data = await read(name);
    return again || name === manifests['zh-CN'] ? data : { ...data, id: 'stale' };
  };
  const { search } = await connect(load, manifests['zh-CN']);
  assert.ok((await search('托育机构')).total > 0);
});

// The manifest of an earlier build: all that it names is gone.
const earlier = (manifest) => JSON.parse(JSON.stringify(manifest, (key, value) => key === 'ids' || key === 'texts' ? value.replaceAll(/./g, '0') : value).replace(manifest.id, 'earlier0'));

test('a manifest of an earlier build, in a cache, is asked for again', async () => {
  const asked = [];
  const load = async (name, again) => {
    asked.push(`${name}${again ? ' again' : ''}`);
    const data = await read(name);
    return name === manifests['zh-CN'] && !again ? earlier(data) : data;
  };
  const { search } = await connect(load, manifests['zh-CN']);
  assert.ok((await search('托育机构')).total > 0);
  assert.equal(asked.filter((name) => name.startsWith(manifests['zh-CN'])).join(), 'search/zh-CN.json,search/zh-CN.json again');
});

test('a page from before the site was replaced goes on with the new index', async () => {
  let replaced = false;
  const load = async (name, again) => {
    const data = await read(name);
    if (name === manifests['zh-CN']) return replaced ? data : earlier(data);
    if (!replaced && !name.includes('.0000')) throw new SearchError('404');
    return data;
  };
  const { search } = await connect(load, manifests['zh-CN']);
  await assert.rejects(search('托育机构'), SearchError, 'its files are not there, and there is no other manifest');
  replaced = true;
  assert.equal((await search('托育机构')).hits[0].title, '开办托育机构（3岁以下）');
});

test('links work under any path', async () => {
  const before = globalThis.fetch;
  globalThis.fetch = async (url) => ({ ok: true, json: () => read(new URL(url).pathname.slice('/a/b/'.length)) });
  try {
    const { search } = await open('https://example.org/a/b/' + manifests['zh-CN']);
    const { hits } = await search('办事指引');
    assert.equal(hits[0].url, '/a/b/policy/plan/#measure-19');
  } finally {
    globalThis.fetch = before;
  }
});

test('what is served answers too, and all of it is at most 12 KB', async () => {
  const served = path.join(dir, 'served');
  const files = readdirSync(served).sort();
  assert.deepEqual(files, ['components-search.mjs', 'search.mjs']);
  const size = files.reduce((sum, name) => sum + brotliCompressSync(readFileSync(path.join(served, name))).length, 0);
  assert.ok(size <= 12 * 1024, `${size} bytes`);
  const engine = await import(pathToFileURL(path.join(served, 'search.mjs')).href);
  const { search } = await engine.connect(read, manifests['zh-CN']);
  assert.equal((await search('办事指引')).hits[0].url, 'policy/plan/#measure-19');
});
