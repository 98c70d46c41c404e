import { isKey, later } from '../../call/index.ts';
import type { Instant } from '../../call/index.ts';
import { isWaitingForCaller, panelOf, waitsFor } from './call-panel.ts';
import type { PanelSource } from './call-panel.ts';
import { conversationOf } from './conversation.ts';
import { questions, saveQuestion } from './dialogue.ts';
import type { Question } from './dialogue.ts';
import type { PhoneAction } from './happening.ts';
import { isEnter, isErase, keystrokes, keystrokesOf } from './keystrokes.ts';
import type { PhoneSession } from './phone-session.ts';
import type { PhoneView } from './screen.ts';

export interface ScreenPhoneOptions {
  readonly session: PhoneSession;
  /** Where a call is saved unless somebody says otherwise; its second member: it is saved there without asking. */
  readonly save: {
    readonly usualFile: string;
    readonly asks: boolean;
    readonly to: (file: string) => string;
  };
  /** Time in which it is not the caller's turn is passed over. */
  readonly fast: boolean;
  /** ms; only its differences count. */
  readonly clock: () => number;
}

/** A phone on a screen: what keys mean, and what is seen. It draws nothing and waits for nothing itself. */
export class ScreenPhone {
  readonly #session: PhoneSession;
  readonly #options: ScreenPhoneOptions;
  readonly #began: number;
  /** How far the call is ahead of the clock. */
  #skipped = 0;
  #question: { readonly asked: Question; readonly written: string } | null = null;
  #notice: string | null = null;
  #showsHelp = false;
  #isLeft = false;

  constructor(options: ScreenPhoneOptions) {
    this.#options = options;
    this.#session = options.session;
    this.#began = options.clock();
    this.#session.place();
  }

  /** Whether the person has put the phone away. */
  get isLeft(): boolean {
    return this.#isLeft;
  }

  /** The clock has moved: what is due happens. */
  tick(): void {
    const session = this.#session;
    session.runUntil(this.#virtualNow());
    if (session.isSpeaking && !session.isRecording) session.perform({ kind: 'fallSilent' });
    if (!this.#options.fast) return;
    while (!session.isOver && !this.#isTheirTurn()) {
      const { next } = session;
      if (next === null) return;
      session.runUntil(next);
    }
    this.#skipped += Math.max(0, session.now - this.#virtualNow());
  }

  /** Somebody has typed. */
  type(text: string): void {
    for (const key of keystrokesOf(text)) {
      if (key === keystrokes.interrupt || key === keystrokes.endOfInput) this.#isLeft = true;
      else if (this.#question === null) this.#press(key);
      else this.#write(key);
    }
  }

  view(): PhoneView {
    const session = this.#session;
    const { happenings, call, flow, state, now } = session;
    return {
      flow: flow.id,
      status: session.isOver ? 'over' : session.isAnswered ? 'connected' : 'ringing',
      time: now - call.startedAt,
      conversation: conversationOf({
        happenings,
        startedAt: call.startedAt,
        now,
        hidesKeys: flow.hasSensitiveVariables,
      }),
      panel: state === null ? [] : panelOf(this.#source(state)),
      isSpeaking: session.isSpeaking,
      question:
        this.#question === null
          ? null
          : { label: this.#question.asked.label, written: this.#question.written },
      notice: this.#notice ?? (session.isOver ? 'The call is over. w saves it, q leaves.' : null),
      showsHelp: this.#showsHelp,
    };
  }

  #virtualNow(): Instant {
    const { clock } = this.#options;
    return later(this.#session.call.startedAt, Math.floor(clock() - this.#began) + this.#skipped);
  }

  #source(state: NonNullable<PhoneSession['state']>): PanelSource {
    const { flow, now, isRecording, longestSilence } = this.#session;
    return { flow, state, now, isRecording, longestSilence };
  }

  /** Also where an event from outside is waited for: it comes from whoever is at the phone. */
  #isTheirTurn(): boolean {
    const { state } = this.#session;
    if (state === null) return false;
    const source = this.#source(state);
    return isWaitingForCaller(source) || waitsFor(source) === 'an event';
  }

  #press(key: string): void {
    this.#notice = null;
    this.#showsHelp = key === '?' && !this.#showsHelp;
    if (isKey(key)) {
      if (this.#session.isAnswered) this.#act({ kind: 'press', key });
      else this.#notice = 'It still rings: nobody hears keys.';
      return;
    }
    const asked = questions.get(key);
    if (asked !== undefined) this.#ask(asked);
    else if (key === 'h') this.#act({ kind: 'hangUp' });
    else if (key === 's') this.#speak();
    else if (key === 'w') this.#saveOrAsk();
    else if (key === 'q' || (this.#session.isOver && isEnter(key))) this.#isLeft = true;
    else if (key !== '?') this.#notice = 'That key means nothing here. ? says which do.';
  }

  #ask(asked: Question): void {
    this.#question = { asked, written: asked.usual };
  }

  #write(key: string): void {
    if (this.#question === null) return;
    const { asked, written } = this.#question;
    if (key === keystrokes.escape) this.#question = null;
    else if (isErase(key)) this.#question = { asked, written: Array.from(written).slice(0, -1).join('') };
    else if (isEnter(key)) this.#answer(asked, written);
    else if (key >= ' ') this.#question = { asked, written: written + key };
  }

  #answer(asked: Question, written: string): void {
    const answered = asked.read(written);
    this.#question = null;
    if (answered.kind === 'do') this.#act(answered.action);
    else if (answered.kind === 'save') this.#save(answered.file);
    else this.#notice = answered.message;
  }

  #speak(): void {
    if (this.#session.isSpeaking) this.#act({ kind: 'fallSilent' });
    else if (this.#session.isRecording) this.#act({ kind: 'speak' });
    else this.#notice = 'Nobody records what you say: speak after the beep.';
  }

  #act(action: PhoneAction): void {
    if (this.#session.isOver) this.#notice = 'The call is over.';
    else this.#session.perform(action, this.#virtualNow());
  }

  #saveOrAsk(): void {
    const { usualFile, asks } = this.#options.save;
    if (asks) this.#ask(saveQuestion(usualFile));
    else this.#save(usualFile);
  }

  #save(file: string): void {
    this.#notice = this.#options.save.to(file);
  }
}
