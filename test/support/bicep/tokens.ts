/** The words and marks of Bicep. What is none, is not closed, or closes nothing is refused. */

/** What stands in a text: what is written, and what is worked out. */
export type Piece = string | readonly Token[];

export interface Token {
  readonly kind: 'word' | 'number' | 'text' | 'mark';
  /** As written. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Whether it is the first of its line. */
  readonly startsLine: boolean;
  /** In how many brackets it stands; those of a pair stand as deep as what is around them. */
  readonly depth: number;
  /** Of a text. */
  readonly pieces: readonly Piece[];
}

export interface Tokens {
  readonly tokens: readonly Token[];
  /** The same without comments. */
  readonly text: string;
}

const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<=^[ \t]*)#[^\n]*/my;
const blank = /\s+/y;
const plain =
  /(?<word>[A-Za-z_]\w*)|(?<number>\d+)|(?<mark>[=!]=|[=!]~|=>|[<>]=|&&|\|\||\?\?|\.\.\.|\.\?|::|[-=!<>|?.:,@*+/%(){}[\]])/y;
const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  "'": "'",
  '\\': '\\',
  $: '$',
};

class Scanner {
  readonly #source: string;
  readonly #where: string;
  #at = 0;
  text = '';

  constructor(source: string, where: string) {
    this.#source = source;
    this.#where = where;
  }

  /** Up to the end, or within a text up to the bracket that ends what is worked out there. */
  tokens(isWithinText: boolean): readonly Token[] {
    const found: Token[] = [];
    const open: string[] = [];
    let startsLine = true;
    for (;;) {
      const gap = this.#gap();
      startsLine ||= gap.includes('\n');
      if (this.#at === this.#source.length) break;
      const start = this.#at;
      const token = this.#token();
      if (token.text === open.at(-1)) open.pop();
      else if (')]}'.includes(token.text)) {
        if (isWithinText && token.text === '}' && open.length === 0) return found;
        this.refuse(`${token.text} closes nothing`, start);
      }
      found.push({ ...token, start, end: this.#at, startsLine, depth: open.length });
      if (token.kind === 'mark' && closing[token.text] !== undefined) open.push(closing[token.text] ?? '');
      startsLine = false;
    }
    if (isWithinText) open.push('}');
    if (open.length > 0) this.refuse(`${open.join(' ')} is missing`, this.#at);
    return found;
  }

  refuse(what: string, index: number): never {
    const before = this.#source.slice(0, index);
    const line = before.split('\n').length;
    throw new Error(`${this.#where}:${line}: ${what}, near "${this.#source.slice(index - 30, index + 30)}"`);
  }

  /** Passes what no token is; gives the blanks of it, which stay in the text. */
  #gap(): string {
    let blanks = '';
    for (;;) {
      const [blanksHere] = this.#match(blank) ?? [];
      if (blanksHere !== undefined) {
        blanks += blanksHere;
        this.text += blanksHere;
      } else if (this.#match(comment) === null) return blanks;
    }
  }

  #token(): Pick<Token, 'kind' | 'text' | 'pieces'> {
    const start = this.#at;
    if (this.#source.startsWith('/*', start)) this.refuse('a comment does not end', start);
    if (this.#source.startsWith("'", start)) {
      const before = this.text;
      const pieces = this.#source.startsWith("'''", start) ? this.#lines() : this.#line();
      const text = this.#source.slice(start, this.#at);
      this.text = before + text;
      return { kind: 'text', text, pieces };
    }
    const { word, number, mark } = this.#match(plain)?.groups ?? {};
    const text = word ?? number ?? mark;
    if (text === undefined) return this.refuse('this is not Bicep', start);
    this.text += text;
    return { kind: word !== undefined ? 'word' : number !== undefined ? 'number' : 'mark', text, pieces: [] };
  }

  /** A text of several lines has nothing in it that is worked out. */
  #lines(): readonly Piece[] {
    const [, inner] = this.#match(/'''\n?([\s\S]*?)'''(?!')/y) ?? this.refuse("''' is missing", this.#at);
    return [inner ?? ''];
  }

  #line(): readonly Piece[] {
    const start = this.#at;
    const pieces: Piece[] = [];
    let written = '';
    this.#at += 1;
    for (;;) {
      const here = this.#source[this.#at];
      if (here === undefined || here === '\n') this.refuse('a text is not closed', start);
      if (this.#match(/'/y) !== null) return [...pieces, written];
      if (this.#match(/\$\{/y) !== null) {
        pieces.push(written, this.tokens(true));
        written = '';
      } else if (here === '\\') written += this.#escaped();
      else {
        written += here;
        this.#at += 1;
      }
    }
  }

  #escaped(): string {
    const [all = '', code] =
      this.#match(/\\(?:u\{([0-9a-fA-F]+)\}|[\s\S])/y) ?? this.refuse('a text is not closed', this.#at);
    const letter = code === undefined ? escapes[all.slice(1)] : String.fromCodePoint(parseInt(code, 16));
    return letter ?? this.refuse(`${all} stands for nothing`, this.#at);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    if (match !== null) this.#at = pattern.lastIndex;
    return match;
  }
}

/** The tokens of a text, placed in the text as it is without comments. */
export function tokensOf(source: string, where: string): Tokens {
  const commented = new Scanner(source, where);
  commented.tokens(false);
  const scanner = new Scanner(commented.text, where);
  return { tokens: scanner.tokens(false), text: commented.text };
}
