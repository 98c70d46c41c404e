import {
  checkExpression,
  isAssignable,
  parseExpression,
  typeInWords,
} from '../../../src/flow/expressions/index.ts';
import type { ExpressionEnvironment, VariableType } from '../../../src/flow/expressions/index.ts';

const variables: ReadonlyMap<string, VariableType> = new Map([
  ['accountNo', 'digits'],
  ['attempts', 'number'],
  ['name', 'string'],
  ['vip', 'boolean'],
  ['customer', 'json'],
]);
const environment: ExpressionEnvironment = {
  variables,
  schedules: new Set(['office', 'workshop']),
  errorPath: false,
};

function check(source: string, place: ExpressionEnvironment = environment) {
  const result = parseExpression(source);
  if (result.kind === 'problems') throw new Error(result.problems[0]?.message);
  return checkExpression(result.expression, place);
}

/** Each problem as its code, the text it underlines, and its suggestion. */
function problemsOf(source: string, place?: ExpressionEnvironment): readonly string[] {
  return check(source, place).problems.map(({ code, start, end, suggestion }) =>
    [
      code.replace('EXPRESSION-', ''),
      source.slice(start, end),
      ...(suggestion === undefined ? [] : [suggestion]),
    ].join(' | '),
  );
}

describe('types of correct expressions', () => {
  test.each([
    ['1', 'number'],
    ["'a'", 'string'],
    ['true', 'boolean'],
    ['null', 'null'],
    ['[1, "a"]', 'list'],
    ['accountNo', 'string'],
    ['attempts', 'number'],
    ['customer', 'json'],
    ['customer.name', 'json'],
    ['customer[0].x["y"]', 'json'],
    ['[1][0]', 'json'],
    ['call', 'object'],
    ['call.from', 'object'],
    ['call.from.phone', 'string'],
    ["call['locale']", 'string'],
    ["call['fr' + 'om']", 'json'],
    ['now', 'string'],
    ['attempts + 1', 'number'],
    ["name + '!'", 'string'],
    ['customer.a + 1', 'number'],
    ["customer.a + 'x'", 'string'],
    ['customer.a + customer.b', 'json'],
    ['customer.a * 2', 'number'],
    ['-attempts', 'number'],
    ['!vip', 'boolean'],
    ['attempts < 3 && vip || customer.ok', 'boolean'],
    ['name < accountNo', 'boolean'],
    ['name == null', 'boolean'],
    ['attempts != null', 'boolean'],
    ['customer == 1', 'boolean'],
    ["name in ['a', 'b']", 'boolean'],
    ["'name' in customer", 'boolean'],
    ["'id' in call", 'boolean'],
    ['vip ? 1 : 2', 'number'],
    ["vip ? 'a' : null", 'string'],
    ["vip ? null : 'a'", 'string'],
    ["vip ? 1 : 'a'", 'json'],
    ['vip ? call.from : call.to', 'object'],
    ['vip ? call : call.to', 'json'],
    ['size(customer)', 'number'],
    ['accountNo.size()', 'number'],
    ['size(call)', 'number'],
    ['accountNo.substring(2)', 'string'],
    ['number(accountNo)', 'number'],
    ['number(attempts)', 'number'],
    ['string(call)', 'string'],
    ["schedule('office')", 'string'],
    ["nextOpening('office') == null", 'boolean'],
    ["bucket('new-menu', 100) < 10", 'boolean'],
    ["accountNo.matches('^[0-9]+$')", 'boolean'],
    ['luhn(accountNo) && isDigits(accountNo)', 'boolean'],
    ['1 / 0', 'number'],
    ["number('x')", 'number'],
  ])('%s is %s', (source, type) => {
    const checked = check(source);
    expect(checked.problems).toStrictEqual([]);
    expect(checked.type.kind).toBe(type);
  });
});

describe('problems, each at its place', () => {
  test.each<[string, readonly string[]]>([
    ['acountNo', ['UNKNOWN-NAME | acountNo | accountNo']],
    ['Name', ['UNKNOWN-NAME | Name | name']],
    ['somethingElse', ['UNKNOWN-NAME | somethingElse']],
    ['cal.id', ['UNKNOWN-NAME | cal | call']],
    ['call.form', ['UNKNOWN-MEMBER | form | from']],
    ['call.from.number', ['UNKNOWN-MEMBER | number']],
    ["call['form']", ["UNKNOWN-MEMBER | 'form' | from"]],
    ['name.first', ['WRONG-TYPE | first']],
    ['accountNo[0]', ['WRONG-TYPE | accountNo']],
    ["[1]['a']", ["WRONG-TYPE | 'a'"]],
    ['customer[true]', ['WRONG-TYPE | true']],
    ['error.code', ['UNKNOWN-NAME | error']],
    ['nam + acountNo', ['UNKNOWN-NAME | nam | name', 'UNKNOWN-NAME | acountNo | accountNo']],
    ['accountNo == 12345', ['WRONG-TYPE | accountNo == 12345']],
    ['vip != 1', ['WRONG-TYPE | vip != 1']],
    ["attempts + 'x'", ["WRONG-TYPE | attempts + 'x'"]],
    ['name < 1', ['WRONG-TYPE | name < 1']],
    ['vip < vip', ['WRONG-TYPE | vip', 'WRONG-TYPE | vip']],
    ['name * 2', ['WRONG-TYPE | name']],
    ['null + 1', ['WRONG-TYPE | null']],
    ['-name', ['WRONG-TYPE | name']],
    ['!attempts', ['WRONG-TYPE | attempts']],
    ['name && vip', ['WRONG-TYPE | name']],
    ['attempts ? 1 : 2', ['WRONG-TYPE | attempts']],
    ["'a' in name", ['WRONG-TYPE | name']],
    ['null in [1]', ['WRONG-TYPE | null']],
    ['1 in call', ['WRONG-TYPE | 1']],
    ['[1] + [2]', ['WRONG-TYPE | [1]', 'WRONG-TYPE | [2]']],
    ['sze(name)', ['UNKNOWN-FUNCTION | sze | size']],
    ['name.startWith(name)', ['UNKNOWN-FUNCTION | startWith | startsWith']],
    ['( name ) . lenght ()', ['UNKNOWN-FUNCTION | lenght']],
    ['int(accountNo)', ['UNKNOWN-FUNCTION | int | number']],
    ['name.lowerAscii()', ['UNKNOWN-FUNCTION | lowerAscii | lower']],
    ['has(customer.name)', ['UNKNOWN-FUNCTION | has']],
    ['foo(nam)', ['UNKNOWN-FUNCTION | foo', 'UNKNOWN-NAME | nam | name']],
    ['now()', ['UNKNOWN-FUNCTION | now']],
    ['size()', ['WRONG-ARGUMENTS | size()']],
    ['size(name, name)', ['WRONG-ARGUMENTS | size(name, name)']],
    ['name.substring()', ['WRONG-ARGUMENTS | name.substring()']],
    ["name.substring('1', 2)", ["WRONG-TYPE | '1'"]],
    ['size(1)', ['WRONG-TYPE | 1']],
    ['luhn(attempts)', ['WRONG-TYPE | attempts']],
    ['number(vip)', ['WRONG-TYPE | vip']],
    ['string(null)', ['WRONG-TYPE | null']],
    ["schedule('ofice')", ["UNKNOWN-SCHEDULE | 'ofice' | 'office'"]],
    ["nextOpening('night')", ["UNKNOWN-SCHEDULE | 'night'"]],
    ['schedule(name)', ['LITERAL-NEEDED | name']],
    ["schedule('off' + 'ice')", ["LITERAL-NEEDED | 'off' + 'ice'"]],
    ['name.nextOpening()', ['LITERAL-NEEDED | name']],
    ['bucket(name, 2)', ['LITERAL-NEEDED | name']],
    ["bucket('a', name)", ['WRONG-TYPE | name']],
    ["name.matches('(')", ["BAD-PATTERN | '('"]],
    ["name.matches('(?=x)')", ["BAD-PATTERN | '(?=x)'"]],
    [
      'size(sze(nam)) + number(vip)',
      ['UNKNOWN-FUNCTION | sze | size', 'UNKNOWN-NAME | nam | name', 'WRONG-TYPE | vip'],
    ],
  ])('%s', (source, expected) => {
    expect(problemsOf(source)).toStrictEqual(expected);
  });

  test('error is known on an error path, with its members', () => {
    const place = { ...environment, errorPath: true };
    expect(
      check("error.code == 'http' && error.subcode == 503 && error.operation == null", place).problems,
    ).toStrictEqual([]);
    expect(problemsOf('error.subcode == "503"', place)).toStrictEqual([
      'WRONG-TYPE | error.subcode == "503"',
    ]);
    expect(problemsOf('erorr', place)).toStrictEqual(['UNKNOWN-NAME | erorr | error']);
  });

  test('messages say what is needed', () => {
    expect(check('accountNo == 12345').problems[0]?.message).toBe(
      'This compares text with a number, which is never true.',
    );
    expect(check('size()').problems[0]?.message).toBe('size(value) takes 1 argument, here are 0.');
    expect(check('name.substring()').problems[0]?.message).toBe(
      'substring(text, from, to?) takes 2 or 3 arguments, here are 1.',
    );
    expect(check('has(customer.x)').problems[0]?.message).toMatch(/macro has\(\) is not part/);
  });
});

test('what may be given to a variable of a declared type', () => {
  const given = (source: string, declared: VariableType) => isAssignable(check(source).type, declared);
  expect(given('1', 'number')).toBe(true);
  expect(given('1', 'string')).toBe(false);
  expect(given("'1'", 'digits')).toBe(true);
  expect(given('null', 'boolean')).toBe(true);
  expect(given('customer.x', 'boolean')).toBe(true);
  expect(given('[1]', 'json')).toBe(true);
  expect(given('call', 'json')).toBe(true);
  expect(given('[1]', 'string')).toBe(false);
  expect(given('vip', 'number')).toBe(false);
  expect(typeInWords(check('[1]').type)).toBe('a list');
});
