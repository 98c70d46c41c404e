/** Rules 4 to 6 of section 3 of the flow language: what keys mean, without any time. */
import { confirmGrammar, digitsGrammar, menuGrammar } from '../../../src/flow/input/index.ts';

describe('a menu', () => {
  const grammar = menuGrammar(['1', '12', '34']);

  it.each([
    ['', '1', { kind: 'more', digits: '1' }],
    [
      '1',
      '2',
      {
        kind: 'judged',
        judgement: { filled: true, value: '12' },
        because: 'mustTerminate',
        automatic: false,
      },
    ],
    [
      '1',
      '3',
      { kind: 'judged', judgement: { filled: false, value: '13' }, because: 'noOption', automatic: false },
    ],
    ['', '3', { kind: 'more', digits: '3' }],
  ] as const)('%j then %s', (before, key, expected) => {
    expect(grammar.take(before, key)).toEqual(expected);
  });

  it('ends by time with a choice, or with the beginning of one', () => {
    expect(grammar.expire('1')).toEqual({ filled: true, value: '1' });
    expect(grammar.expire('3')).toEqual({ filled: false, value: '3' });
  });

  it('claims the keys with which its choices begin', () => {
    expect((['1', '2', '3', '*'] as const).map((key) => grammar.claims(key))).toEqual([
      true,
      false,
      true,
      false,
    ]);
  });
});

describe('digits', () => {
  const grammar = digitsGrammar({
    maxDigits: 2,
    terminator: '#',
    waitsForTerminator: false,
    accepts: (value) => value.length > 0,
  });

  it('never hold the terminator', () => {
    expect(grammar.take('1', '#')).toMatchObject({
      judgement: { filled: true, value: '1' },
      because: 'terminator',
    });
    expect(grammar.take('', '#')).toMatchObject({ judgement: { filled: false, value: '' } });
  });

  it('hold a star that is not the terminator', () => {
    expect(grammar.take('1', '*')).toMatchObject({ judgement: { value: '1*' }, automatic: true });
  });

  it('leave * to on.keys, # not', () => {
    expect((['*', '#', '5'] as const).map((key) => grammar.claims(key))).toEqual([false, true, true]);
  });
});

describe('confirm', () => {
  const grammar = confirmGrammar({ accept: '1', reject: '*', terminator: '#' });

  it.each([
    ['1', true, 'mustTerminate'],
    ['*', false, 'mustTerminate'],
    ['#', false, 'noOption'],
    ['5', false, 'noOption'],
  ] as const)('%s', (key, filled, because) => {
    expect(grammar.take('', key)).toEqual({
      kind: 'judged',
      judgement: { filled, value: key },
      because,
      automatic: true,
    });
  });
});
