/** Inline constraints of route templates (ASP.NET routing, "Route constraints"). */

type Check = (value: string) => boolean;

const integer = /^[+-]?\d+$/;
const decimal = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;
const guid = /^\{?[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\}?$/i;

const inRange = (value: string, minimum: number, maximum: number): boolean =>
  integer.test(value) && Number(value) >= minimum && Number(value) <= maximum;

const plain: Readonly<Record<string, Check>> = {
  int: (value) => inRange(value, -(2 ** 31), 2 ** 31 - 1),
  long: (value) => integer.test(value) && BigInt.asIntN(64, BigInt(value)) === BigInt(value),
  bool: (value) => /^(true|false)$/i.test(value),
  datetime: (value) => !Number.isNaN(Date.parse(value)),
  decimal: (value) => decimal.test(value),
  double: (value) => decimal.test(value),
  float: (value) => decimal.test(value),
  guid: (value) => guid.test(value),
  alpha: (value) => /^[a-z]*$/i.test(value),
  required: (value) => value !== '',
};

const withArguments: Readonly<Record<string, (first: number, second: number) => Check>> = {
  minlength: (minimum) => (value) => value.length >= minimum,
  maxlength: (maximum) => (value) => value.length <= maximum,
  length: (minimum, maximum) => (value) =>
    value.length >= minimum && value.length <= (Number.isNaN(maximum) ? minimum : maximum),
  min: (minimum) => (value) => inRange(value, minimum, Infinity),
  max: (maximum) => (value) => inRange(value, -Infinity, maximum),
  range: (minimum, maximum) => (value) => inRange(value, minimum, maximum),
};

/** The check that a constraint such as `int`, `length(2,5)` or `regex(^a+$)` stands for; null if there is none of that name. */
export function routeConstraint(text: string): Check | null {
  const match = /^([a-z]+)(?:\((.*)\))?$/i.exec(text);
  const name = match?.[1]?.toLowerCase() ?? '';
  const argument = match?.[2];
  if (argument === undefined) return Object.hasOwn(plain, name) ? (plain[name] ?? null) : null;
  if (name === 'regex') return regexConstraint(argument);
  if (!Object.hasOwn(withArguments, name)) return null;
  const [first = NaN, second = NaN] = argument.split(',').map(Number);
  return Number.isNaN(first) ? null : (withArguments[name]?.(first, second) ?? null);
}

/** Braces are doubled in templates. */
function regexConstraint(argument: string): Check | null {
  try {
    const pattern = new RegExp(argument.replaceAll('{{', '{').replaceAll('}}', '}'), 'i');
    return (value) => pattern.test(value);
  } catch {
    return null;
  }
}
