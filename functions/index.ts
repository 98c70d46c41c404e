/** What the Functions host loads: every registration, and nothing else. */
import './invocations.ts';
import './notifications.ts';
import './call.ts';
import './work-out-schedules.ts';
import './graph-activities.ts';
import './fetch-recording.ts';
import './perform-http.ts';
import './send-queue-message.ts';
import './render-speech.ts';
import './write-call-record.ts';
import './calls.ts';
import './outbound-queue.ts';
import './dialer.ts';
import './media.ts';
import './remove-expired-media.ts';
import './count-calls.ts';
import './health.ts';
