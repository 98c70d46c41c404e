/** What shall be said, ready to be spoken. */
export interface Utterance {
  /** BCP 47. */
  readonly locale: string;
  readonly content:
    | { readonly kind: 'text'; readonly text: string }
    /** The inside of `<speak>`, well-formed. */
    | { readonly kind: 'ssml'; readonly ssml: string };
  /** The words alone. */
  readonly words: string;
}

/** Who turns text into speech. */
export interface SpeechProvider {
  /**
   * The voice that speaks a locale: part of what a rendering is kept under.
   * @throws SpeechError `SPEECH-NO-VOICE`
   */
  readonly voiceFor: (locale: string) => string;
  /** A WAV file that Graph plays. Rejects with a SpeechError. */
  readonly speak: (utterance: Utterance) => Promise<Uint8Array>;
}
