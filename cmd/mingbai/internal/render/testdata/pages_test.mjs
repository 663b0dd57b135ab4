// The parts of the pages' scripts that are pure: what is read aloud in which voice, and the address in
// care mode.
import assert from 'node:assert/strict';
import test from 'node:test';
import { passages, sentences, voiceFor } from '../../../../../static/js/aloud/passages.js';
import { withCare } from '../../../../../static/js/components/care.js';

const zh = (text) => ({ lang: 'zh-CN', text }), en = (text) => ({ lang: 'en', text });

test('sentences', () => {
  for (const [lang, text, want] of [
    ['zh-CN', '先登记。再备案！', ['先登记。', '再备案！']],
    ['zh-CN', '他说：“先登记。”然后走了。', ['他说：“先登记。”', '然后走了。']],
    ['zh-CN', '  一共\n9样  ', ['一共 9样']],
    ['en', 'See art. 8 of the Law. Then file.', ['See art. 8 of the Law.', 'Then file.']],
    ['en', 'It costs 1.5 yuan. “Free” is wrong.', ['It costs 1.5 yuan.', '“Free” is wrong.']],
    ['en', 'One; two', ['One;', 'two']],
    ['en', '', []],
  ]) assert.deepEqual(sentences(text, lang), want, text);
});

test('no passage is too long for a voice, and no word is lost', () => {
  const long = '各市（特区、区）人民政府要建立工作机制，'.repeat(12) + '没有逗号的一句话'.repeat(20) + '。';
  const parts = sentences(long, 'zh-CN');
  assert.ok(parts.every((s) => s.length <= 60), parts.map((s) => s.length).join());
  assert.equal(parts.join(''), long);
  const english = 'the department shall keep the register, '.repeat(20) + 'end.';
  const words = sentences(english, 'en');
  assert.ok(words.every((s) => s.length <= 180));
  assert.equal(words.join(' '), english);
});

test('each passage in its language', () => {
  assert.deepEqual(passages([zh('按《网络内容无障碍指南》（WCAG）的AA级。')]), [zh('按《网络内容无障碍指南》（WCAG）的AA级。')]);
  assert.deepEqual(passages([zh('英文叫'), en('childcare institution'), zh('。下一句。')]), [zh('英文叫'), en('childcare institution'), zh('下一句。')]);
  assert.deepEqual(passages([zh('英文叫childcare institution，译文供参考。')]), [zh('英文叫'), en('childcare institution'), zh('，译文供参考。')]);
  assert.deepEqual(passages([en('The plan '), zh('六盘水府办函〔2023〕6号'), en(' is in force. It stands.')]),
    [en('The plan'), zh('六盘水府办函〔2023〕6号'), en('is in force.'), en('It stands.')]);
  assert.deepEqual(passages([en('In Chinese: 托育机构.')]), [en('In Chinese:'), zh('托育机构.')]);
  assert.deepEqual(passages([zh('·'), zh(' — ')]), []);
});

test('voices', () => {
  const voice = (lang, localService = true, isDefault = false) => ({ lang, name: lang, localService, default: isDefault });
  const pick = (lang, ...voices) => voiceFor(voices, lang)?.lang;
  assert.equal(pick('zh-CN', voice('en-US'), voice('zh-HK'), voice('zh-TW'), voice('zh_CN', false)), 'zh_CN');
  assert.equal(pick('zh-CN', voice('zh-CN', false), voice('cmn-Hans-CN')), 'cmn-Hans-CN');
  assert.equal(pick('zh-CN', voice('zh-HK'), voice('yue-HK'), voice('en-GB')), undefined);
  assert.equal(pick('en', voice('de-DE'), voice('zh-CN')), undefined);
  assert.equal(pick('en', voice('en-US', true, true), voice('en-GB')), 'en-GB');
  assert.equal(pick('en'), undefined);
});

test('care mode in the address', () => {
  for (const [address, on, want] of [
    ['https://a.cn/x/', true, 'https://a.cn/x/?care=1'],
    ['https://a.cn/x/?q=%E6%89%98#s-1', true, 'https://a.cn/x/?q=%E6%89%98&care=1#s-1'],
    ['https://a.cn/x/?care=1&q=a', false, 'https://a.cn/x/?q=a'],
    ['https://a.cn/x/?care=1#top', false, 'https://a.cn/x/#top'],
    ['https://a.cn/x/?care=0', true, 'https://a.cn/x/?care=1'],
    ['https://a.cn/x/?careful=1', false, 'https://a.cn/x/?careful=1'],
    ['https://a.cn/x/#?care=1', false, 'https://a.cn/x/#?care=1'],
  ]) assert.equal(withCare(address, on), want);
});
