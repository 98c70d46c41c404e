import type { ConversationLine } from './conversation.ts';
import type { PanelRow } from './call-panel.ts';
import { fit, tail, wrap } from './text-layout.ts';

/** All that a screen shows of a call. */
export interface PhoneView {
  readonly flow: string;
  readonly status: 'ringing' | 'connected' | 'over';
  /** ms since the call was placed. */
  readonly time: number;
  readonly conversation: readonly ConversationLine[];
  readonly panel: readonly PanelRow[];
  readonly isSpeaking: boolean;
  /** What the person is asked, and what they have written. */
  readonly question: { readonly label: string; readonly written: string } | null;
  readonly notice: string | null;
  readonly showsHelp: boolean;
}

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** How a part of a line stands out. */
export type Tone = 'plain' | 'strong' | 'faint' | 'heard' | 'you';

/** Parts of one line, side by side; together they are as wide as the screen. */
export type ScreenLine = readonly { readonly text: string; readonly tone: Tone }[];

/** From this width on the state of the call stands beside the conversation. */
const besideFrom = 90;
const panelWidth = 34;
const separator = ' │ ';

const phoneHelp: readonly string[] = [
  '0-9 * #  keys, to the call at once',
  's        speak, and again: fall silent',
  'h        hang up',
  't        have a transfer fail: this one, else the next',
  'n        say how the next request without a mock is answered',
  'e        raise an event from outside',
  'w        write the call down as a scenario',
  '?        this',
  'q        leave',
];
const hint = '? help  0-9*# keys  s speak  h hang up  t transfer  n answer  e event  w save  q leave';

/** The whole screen: `rows` lines, each of `columns` columns. */
export function screenOf(view: PhoneView, { columns, rows }: ScreenSize): readonly ScreenLine[] {
  if (rows <= 0) return [];
  if (rows === 1) return [header(view, columns)];
  const body = bodyOf(view, { columns, rows: rows - 2 });
  return [header(view, columns), ...body, footer(view, columns)];
}

function header({ flow, status, time, isSpeaking }: PhoneView, columns: number): ScreenLine {
  const speaking = isSpeaking ? '  speaking' : '';
  return [{ text: fit(`${clock(time)} ${status}${speaking}  ${flow}`, columns), tone: 'strong' }];
}

/** A question has the last line, with the end of what was written; else what there is to say. */
function footer({ question, notice }: PhoneView, columns: number): ScreenLine {
  if (question === null)
    return [{ text: fit(notice ?? hint, columns), tone: notice === null ? 'faint' : 'strong' }];
  const asked = `${question.label}: `;
  const room = Math.max(Math.floor(columns / 2), columns - Array.from(asked).length);
  const written = `${tail(question.written, room - 1)}_`;
  return [
    {
      text: fit(columns - room > 0 ? `${fit(asked, columns - room)}${written}` : written, columns),
      tone: 'you',
    },
  ];
}

function bodyOf(view: PhoneView, { columns, rows }: ScreenSize): readonly ScreenLine[] {
  if (columns >= besideFrom) {
    const left = columns - panelWidth - separator.length;
    const conversation = conversationLines(view, { columns: left, rows });
    const panel = panelLines(view, panelWidth);
    return conversation.map((line, index) => [
      ...line,
      { text: separator, tone: 'faint' },
      { text: fit(panel[index] ?? '', panelWidth), tone: 'plain' },
    ]);
  }
  const panel = panelLines(view, columns).slice(0, Math.floor(rows / 3));
  const rule = panel.length > 0 && rows - panel.length > 4 ? ['─'.repeat(columns)] : [];
  const below = [...rule, ...panel];
  return [
    ...conversationLines(view, { columns, rows: rows - below.length }),
    ...below.map((text): ScreenLine => [{ text: fit(text, columns), tone: 'faint' }]),
  ];
}

const panelLines = ({ panel }: PhoneView, width: number): readonly string[] =>
  panel.flatMap(({ label, value }) => wrap(`${label}: ${value}`, width).slice(0, 2));

/** The end of the conversation, at the foot of its room. */
function conversationLines(view: PhoneView, { columns, rows }: ScreenSize): readonly ScreenLine[] {
  const shown = view.showsHelp
    ? phoneHelp.slice(0, rows).map((text): ScreenLine => [{ text: fit(text, columns), tone: 'plain' }])
    : lastOf(
        rows,
        view.conversation.flatMap((line) => written(line, columns)),
      );
  const empty: ScreenLine = [{ text: ' '.repeat(columns), tone: 'plain' }];
  return [...shown, ...Array.from({ length: Math.max(0, rows - shown.length) }, () => empty)];
}

const lastOf = <Item>(count: number, items: readonly Item[]): readonly Item[] =>
  items.slice(Math.max(0, items.length - count));

const marks: Readonly<Record<ConversationLine['by'], string>> = { heard: '<', you: '>', call: '-' };
const tones: Readonly<Record<ConversationLine['by'], Tone>> = { heard: 'heard', you: 'you', call: 'faint' };
/** Narrower screens have no room for the time. */
const timeFrom = 30;

function written({ at, by, text }: ConversationLine, columns: number): readonly ScreenLine[] {
  const prefix = columns >= timeFrom ? `${clock(at)} ${marks[by]} ` : `${marks[by]} `;
  return wrap(text, columns - prefix.length).map((part, index): ScreenLine => {
    const start = index === 0 ? prefix : ' '.repeat(prefix.length);
    return [{ text: fit(start + part, columns), tone: tones[by] }];
  });
}

/** `02:05` */
function clock(time: number): string {
  const seconds = Math.floor(time / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
}

const escapes: Readonly<Record<Tone, string>> = {
  plain: '',
  strong: '\u001b[1m',
  faint: '\u001b[2m',
  heard: '\u001b[36m',
  you: '\u001b[33m',
};

/** A line as a terminal takes it. */
export const painted = (line: ScreenLine, inColour: boolean): string =>
  line
    .map(({ text, tone }) => (inColour && escapes[tone] !== '' ? `${escapes[tone]}${text}\u001b[0m` : text))
    .join('');
