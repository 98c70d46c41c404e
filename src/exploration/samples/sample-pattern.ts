import type { Random } from '../random.ts';

/**
 * A text that a regular expression may match, for the parts of RE2's syntax that authors use: characters, classes,
 * groups, choices, repetitions. Null: there is something else in it. Whoever needs to be sure matches the text.
 */
export function samplePattern(source: string, random: Random): string | null {
  const sampler = new Sampler(source, random);
  const text = sampler.choice();
  return sampler.isAtEnd ? text : null;
}

const mostRepeats = 8;
const classes: Readonly<Record<string, string>> = {
  d: '0123456789',
  w: 'abcdefghijklmnopqrstuvwxyz0123456789_',
  s: ' ',
};
const printable = 'abcdefghijklmnopqrstuvwxyz0123456789-*#';

class Sampler {
  readonly #source: string;
  readonly #random: Random;
  #at = 0;

  constructor(source: string, random: Random) {
    this.#source = source;
    this.#random = random;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#source.length;
  }

  /** One of the alternatives, up to the end or a closing bracket. */
  choice(): string | null {
    const alternatives: (string | null)[] = [this.#sequence()];
    while (this.#next('|')) alternatives.push(this.#sequence());
    return this.#random.maybeOf(alternatives) ?? null;
  }

  #sequence(): string | null {
    let text: string | null = '';
    while (!this.isAtEnd && !this.#isNext('|') && !this.#isNext(')')) {
      const from = this.#at;
      const once = this.#atom();
      const atomEnd = this.#at;
      const times = this.#repeats();
      const after = this.#at;
      for (let time = 0; time < times; time += 1) {
        this.#at = from;
        const part = time === 0 ? once : this.#atom();
        text = text === null || part === null ? null : text + part;
      }
      this.#at = Math.max(after, atomEnd);
    }
    return text;
  }

  #atom(): string | null {
    const character = this.#take();
    switch (character) {
      case '^':
      case '$':
        return '';
      case '.':
        return this.#random.maybeOf(Array.from(printable)) ?? null;
      case '(': {
        if (this.#next('?') && !this.#next(':')) return this.#giveUp();
        const inner = this.choice();
        return this.#next(')') ? inner : this.#giveUp();
      }
      case '[':
        return this.#class();
      case '\\':
        return this.#escaped();
      case '*':
      case '+':
      case '?':
        return this.#giveUp();
      default:
        return character;
    }
  }

  #escaped(): string | null {
    const character = this.#take();
    if (character === 'A' || character === 'z' || character === 'b') return '';
    const members = Object.hasOwn(classes, character) ? classes[character] : undefined;
    if (members !== undefined) return this.#random.maybeOf(Array.from(members)) ?? null;
    return /[A-Za-z0-9]/.test(character) ? this.#giveUp() : character;
  }

  #class(): string | null {
    const negated = this.#next('^');
    const members = new Set<string>();
    while (!this.isAtEnd && !this.#isNext(']')) {
      const first = this.#take();
      if (first === '\\') {
        const name = this.#take();
        const known = Object.hasOwn(classes, name) ? classes[name] : undefined;
        for (const member of known ?? name) members.add(member);
      } else if (this.#isNext('-') && this.#source[this.#at + 1] !== ']') {
        this.#take();
        const last = this.#take();
        for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code += 1)
          members.add(String.fromCharCode(code));
      } else members.add(first);
    }
    if (!this.#next(']')) return this.#giveUp();
    const allowed = negated ? Array.from(printable).filter((each) => !members.has(each)) : [...members];
    return this.#random.maybeOf(allowed) ?? null;
  }

  #repeats(): number {
    let [least, most] = [1, 1];
    if (this.#next('*')) [least, most] = [0, mostRepeats];
    else if (this.#next('+')) [least, most] = [1, mostRepeats];
    else if (this.#next('?')) [least, most] = [0, 1];
    else {
      const [whole, low, comma, high] = /^\{(\d+)(,?)(\d*)\}/.exec(this.#source.slice(this.#at)) ?? [];
      if (whole === undefined) return 1;
      this.#at += whole.length;
      least = Number(low);
      most = comma === '' ? least : high === '' ? least + mostRepeats : Number(high);
    }
    this.#next('?');
    return this.#random.between(least, Math.min(most, least + mostRepeats));
  }

  #giveUp(): null {
    this.#at = this.#source.length + 1;
    return null;
  }

  #take(): string {
    const character = this.#source[this.#at] ?? '';
    this.#at += 1;
    return character;
  }

  #isNext(character: string): boolean {
    return this.#source[this.#at] === character;
  }

  #next(character: string): boolean {
    if (!this.#isNext(character)) return false;
    this.#at += 1;
    return true;
  }
}
