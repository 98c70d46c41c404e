import { SpeechError } from './speech-error.ts';

/**
 * The voice for each locale: standard neural voices of Azure AI Speech (its page "Language and voice support"). The
 * first of a language also speaks its locales that have no line of their own.
 */
const standardVoices = [
  'ar-AE-FatimaNeural',
  'bg-BG-KalinaNeural',
  'ca-ES-JoanaNeural',
  'cs-CZ-VlastaNeural',
  'da-DK-ChristelNeural',
  'de-DE-KatjaNeural',
  'de-AT-IngridNeural',
  'de-CH-LeniNeural',
  'el-GR-AthinaNeural',
  'en-GB-SoniaNeural',
  'en-US-JennyNeural',
  'en-AU-NatashaNeural',
  'en-CA-ClaraNeural',
  'en-IE-EmilyNeural',
  'en-IN-NeerjaNeural',
  'en-NZ-MollyNeural',
  'en-ZA-LeahNeural',
  'es-ES-ElviraNeural',
  'es-MX-DaliaNeural',
  'et-EE-AnuNeural',
  'fi-FI-NooraNeural',
  'fr-FR-DeniseNeural',
  'fr-BE-CharlineNeural',
  'fr-CA-SylvieNeural',
  'fr-CH-ArianeNeural',
  'ga-IE-OrlaNeural',
  'he-IL-HilaNeural',
  'hi-IN-SwaraNeural',
  'hr-HR-GabrijelaNeural',
  'hu-HU-NoemiNeural',
  'id-ID-GadisNeural',
  'it-IT-ElsaNeural',
  'ja-JP-NanamiNeural',
  'ko-KR-SunHiNeural',
  'lt-LT-OnaNeural',
  'lv-LV-EveritaNeural',
  'mt-MT-GraceNeural',
  'nb-NO-PernilleNeural',
  'nl-NL-ColetteNeural',
  'nl-BE-DenaNeural',
  'pl-PL-ZofiaNeural',
  'pt-BR-FranciscaNeural',
  'pt-PT-RaquelNeural',
  'ro-RO-AlinaNeural',
  'ru-RU-SvetlanaNeural',
  'sk-SK-ViktoriaNeural',
  'sl-SI-PetraNeural',
  'sv-SE-SofieNeural',
  'tr-TR-EmelNeural',
  'uk-UA-PolinaNeural',
  'zh-CN-XiaoxiaoNeural',
] as const;

const localeOf = (voice: string): string => voice.split('-').slice(0, 2).join('-').toLowerCase();
const languageOf = (locale: string): string => locale.toLowerCase().split('-')[0] ?? '';

/**
 * The voice that speaks a locale: of `chosen` (by locale, whatever its case) the locale's own, else the table's, else
 * one of the language.
 * @throws SpeechError `SPEECH-NO-VOICE`
 */
export function voiceFor(locale: string, chosen: ReadonlyMap<string, string>): string {
  const wanted = locale.toLowerCase();
  const own = [...chosen].find(([each]) => each.toLowerCase() === wanted)?.[1];
  const voice =
    own ??
    standardVoices.find((each) => localeOf(each) === wanted) ??
    [...chosen].find(([each]) => languageOf(each) === languageOf(wanted))?.[1] ??
    standardVoices.find((each) => languageOf(each) === languageOf(wanted));
  if (voice !== undefined) return voice;
  throw new SpeechError(
    'SPEECH-NO-VOICE',
    `No voice is known for ${locale}. Name one in SPEECH_VOICES, such as ${locale}=${locale}-NameNeural.`,
  );
}
