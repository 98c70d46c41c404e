/** `check` of a collect: section 2 of the flow language. */
import { valueCheckSchema, valueChecker } from '../../../src/flow/input/index.ts';

describe('luhn', () => {
  it.each([
    ['4539578763621486', true],
    ['4539578763621487', false],
    ['12*', false],
  ])('%s is %s', (value, holds) => {
    expect(valueChecker('luhn')(value)).toBe(holds);
  });
});

describe('mod97', () => {
  it.each([
    // The digits of the example account GB82 WEST 1234 5698 7654 32 of ISO 13616, rearranged and converted.
    ['3214282912345698765432161182', true],
    ['3214282912345698765432161183', false],
    ['1', false],
    ['', false],
  ])('%s is %s', (value, holds) => {
    expect(valueChecker('mod97')(value)).toBe(holds);
  });
});

describe('date', () => {
  it.each([
    ['DDMMYYYY', '29022024', true],
    ['DDMMYYYY', '29022023', false],
    ['DDMMYYYY', '29021900', false],
    ['DDMMYYYY', '29022000', true],
    ['DDMMYYYY', '31042024', false],
    ['DDMMYYYY', '00012024', false],
    ['DDMMYYYY', '01132024', false],
    ['DDMMYYYY', '1012024', false],
    ['DDMMYY', '290224', true],
    ['DDMMYY', '290223', false],
    ['DDMM', '2902', true],
    ['YYYYMMDD', '20240229', true],
    ['DDMM', '3*01', false],
  ])('%s %s is %s', (date, value, holds) => {
    expect(valueChecker({ date })(value)).toBe(holds);
  });
});

describe('the format of a date', () => {
  it.each(['DDMMYYYY', 'YYMMDD', 'MMDD'])('may be %s', (date) => {
    expect(valueCheckSchema.safeParse({ date }).success).toBe(true);
  });

  it.each(['DDMMDD', 'DDYYMMYY', 'MMYYYY', 'DDMMYYYYYY', 'DMY', ''])('cannot be %j', (date) => {
    expect(valueCheckSchema.safeParse({ date }).success).toBe(false);
  });
});
