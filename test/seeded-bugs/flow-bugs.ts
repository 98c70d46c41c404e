import type { JsonValue } from '../../src/call/index.ts';

/** A mistake that an author may make in a shipped flow, and that the checker cannot know to be one. */
export interface FlowBug {
  readonly bug: string;
  /** The id of the flow. */
  readonly flow: string;
  /** The place in the document that is changed. */
  readonly at: readonly string[];
  /** What stands there instead; undefined: nothing. */
  readonly put: JsonValue | undefined;
  /** The shipped scenario that turns red. */
  readonly caughtBy: string;
}

const desk = 'front-desk';
const practice = 'practice';
const identify = 'identify-patient';
const node = (name: string, ...member: readonly string[]): readonly string[] => ['nodes', name, ...member];

export const flowBugs: readonly FlowBug[] = [
  {
    bug: 'two keys of the menu are swapped',
    flow: desk,
    at: node('mainMenu', 'choices'),
    put: { '1': 'askAccount', '2': 'toSales', '0': 'toOperator' },
    caughtBy: 'sales, by a key during the greeting',
  },
  {
    bug: 'a busy line ends the call',
    flow: desk,
    at: node('toSales', 'onBusy'),
    put: 'nobodyAtAll',
    caughtBy: 'sales is busy: the caller is told, and may choose again',
  },
  {
    bug: 'the wrong person is called',
    flow: desk,
    at: node('toOperator', 'to'),
    put: 'sales',
    caughtBy: 'a key that is no option is told so, and the menu is heard again',
  },
  {
    bug: 'silence is not told',
    flow: desk,
    at: node('mainMenu', 'noInput'),
    put: undefined,
    caughtBy: 'three silences go to the operator',
  },
  {
    bug: 'the caller is not told that a digit is missing',
    flow: desk,
    at: node('askAccount', 'noMatch'),
    put: [{ play: ['nothingHeard'] }],
    caughtBy: 'three seconds after the fifth digit the caller is told that one is missing',
  },
  {
    bug: 'the menu is not repeated after a wrong key',
    flow: desk,
    at: node('mainMenu', 'noMatch'),
    put: [{ play: ['notAnOption'], only: true }],
    caughtBy: 'a key that is no option is told so, and the menu is heard again',
  },
  {
    bug: 'one attempt less',
    flow: desk,
    at: ['defaults', 'input', 'maxAttempts'],
    put: 2,
    caughtBy: 'three silences go to the operator',
  },
  {
    bug: 'one attempt more',
    flow: desk,
    at: ['defaults', 'input', 'maxAttempts'],
    put: 4,
    caughtBy: 'a silence and two wrong keys are three attempts',
  },
  {
    bug: 'less time for the first key',
    flow: desk,
    at: ['defaults', 'input', 'firstDigitTimeout'],
    put: '4s',
    caughtBy: 'a caller who listens to the whole menu has five seconds after it',
  },
  {
    bug: 'less time between keys',
    flow: desk,
    at: ['defaults', 'input', 'interDigitTimeout'],
    put: '2s',
    caughtBy: 'a caller may take almost three seconds from digit to digit',
  },
  {
    bug: 'no key stops a prompt',
    flow: desk,
    at: ['defaults', 'bargeIn'],
    put: false,
    caughtBy: 'sales, by a key during the greeting',
  },
  {
    bug: 'five digits are taken for an account number',
    flow: desk,
    at: node('askAccount', 'minDigits'),
    put: 5,
    caughtBy: 'five digits and a hash are too few, and the operator helps after three attempts',
  },
  {
    bug: 'the account number is not kept secret',
    flow: desk,
    at: ['variables', 'accountNo', 'sensitive'],
    put: false,
    caughtBy: 'a priority account is put through to its desk',
  },
  {
    bug: 'priority is looked for at the wrong end of the number',
    flow: desk,
    at: node('judgeAccount', 'values', 'isPriority'),
    put: "contains(accountNo, '9')",
    caughtBy: 'any other account gets the operator',
  },
  {
    bug: 'the hours are those of another time zone',
    flow: practice,
    at: ['schedules', 'practice', 'timeZone'],
    put: 'UTC',
    caughtBy: 'in summer the practice opens an hour earlier by the clock of Greenwich',
  },
  {
    bug: 'the wrong afternoons',
    flow: practice,
    at: ['schedules', 'practice', 'weekly'],
    put: { 'mon-fri': ['08:30-12:30'], 'mon,tue,wed': ['14:00-18:00'] },
    caughtBy: 'on Wednesdays nobody is there in the afternoon',
  },
  {
    bug: 'the mornings end a minute late',
    flow: practice,
    at: ['schedules', 'practice', 'weekly', 'mon-fri'],
    put: ['08:30-12:31'],
    caughtBy: 'half past twelve sharp is closed',
  },
  {
    bug: 'short days are holidays from morning to evening',
    flow: practice,
    at: ['schedules', 'practice', 'holidays', '1', 'hours'],
    put: undefined,
    caughtBy: 'on the morning of Christmas Eve the practice is open',
  },
  {
    bug: 'the number for emergencies can be skipped',
    flow: practice,
    at: node('sayClosed', 'bargeIn'),
    put: true,
    caughtBy: 'the number for emergencies cannot be skipped, and keys during it are dropped',
  },
  {
    bug: 'German is not set',
    flow: practice,
    at: node('speakGerman', 'values', 'call.locale'),
    put: "'en-GB'",
    caughtBy: 'the next appointment, in German',
  },
  {
    bug: 'a prompt speaks English to Germans',
    flow: identify,
    at: ['prompts', 'notFound', 'de-DE'],
    put: { audio: 'prompts/practice/en-GB/not-found.wav', text: 'Sorry, I do not find you.' },
    caughtBy: 'every word of a bad day is German',
  },
  {
    bug: 'nobody confirms the date of birth',
    flow: identify,
    at: node('askBirthDate', 'confirm'),
    put: undefined,
    caughtBy: 'a date of birth that is taken back is asked for again',
  },
  {
    bug: 'dates that do not exist are taken',
    flow: identify,
    at: node('askBirthDate', 'check'),
    put: undefined,
    caughtBy: 'a date of birth that does not exist is refused before anybody is asked',
  },
  {
    bug: 'there is no second try',
    flow: practice,
    at: node('identify', 'with', 'tries'),
    put: '1',
    caughtBy: 'found at the second try',
  },
  {
    bug: 'an unknown patient is taken for a failure',
    flow: identify,
    at: node('findPatient', 'on'),
    put: { '400': 'countTry' },
    caughtBy: 'found at the second try',
  },
  {
    bug: 'the caller waits for the system in silence',
    flow: identify,
    at: node('findPatient', 'fill'),
    put: undefined,
    caughtBy: 'a slow system: the caller hears that it takes a moment, twice',
  },
  {
    bug: 'a request is not repeated',
    flow: identify,
    at: node('findPatient', 'request', 'idempotent'),
    put: false,
    caughtBy: 'the first try finds no way to the system, the second one does',
  },
  {
    bug: 'any answer of the system will do',
    flow: identify,
    at: node('findPatient', 'expect'),
    put: undefined,
    caughtBy: 'an answer without a patient in it is none',
  },
  {
    bug: 'star opens a closed practice',
    flow: practice,
    at: node('wantsReception', 'else'),
    put: 'announceReception',
    caughtBy: 'star before the hours were looked at does not open a closed practice',
  },
  {
    bug: 'the caller is promised a call back that nobody knows of',
    flow: practice,
    at: node('handOver', 'onError'),
    put: 'thank',
    caughtBy: 'a message that no queue takes is not said to be taken',
  },
  {
    bug: 'hash does not end a message',
    flow: practice,
    at: node('leaveMessage', 'terminators'),
    put: ['*'],
    caughtBy: 'a message, ended by hash',
  },
  {
    bug: 'who has heard the appointment is called back, and nobody else',
    flow: practice,
    at: node('callerLeft', 'cases', '0', 'when'),
    put: 'appointment.startsAt == null',
    caughtBy: 'who has heard the appointment is not called back',
  },
  {
    bug: 'calls may take longer',
    flow: practice,
    at: ['limits', 'maxCallDuration'],
    put: '15m',
    caughtBy: 'ten minutes are the limit, and they count from the answer',
  },
];
