/** An error as a report names it: at least one of both is known. */
export interface ReportedError {
  /** Without its module: `JSONDecodeError`. */
  readonly type?: string;
  readonly message?: string;
}

const TYPE = String.raw`(?:[A-Za-z_]\w*\.)*(?:[A-Z]\w*)?(?:Error|Exception|Warning|Exit|Interrupt|StopIteration)`;
/** An assertion that fails is no error of the subject: it says what was expected. */
const ASSERTION = /(?:^|\.)Assert(?:ion)?(?:Failed)?Error$/;
const THROWN = String.raw`(?:throws?|threw|raises?|raised|rejects?|panics?|crash(?:es|ed)?|fails?|failed)`;

/** Last line of a stack trace, or first of one. */
const TRACED = new RegExp(String.raw`^\s*(?:E\s+)?(?:Uncaught )?(${TYPE})(?: \[\w+\])?(?:: (.*))?$`, 'gm');
const TYPE_SAID = new RegExp(String.raw`(?<![\w.])(${TYPE})\b(?:: *(.+)|\((["'])(.*?)\3\))?`);
const MESSAGE_SAID = new RegExp(
  String.raw`\b${THROWN}(?: with)?(?: an?| the)?(?: error| exception)?(?: saying| that says)?:? ["'` +
    '`' +
    String.raw`]([^"` +
    '`' +
    String.raw`\n]+?)["'` +
    '`' +
    String.raw`](?!\w)`,
  'i',
);
const ANY_SAID =
  /\b(?:should|must)(?: not|n't) (?:throw|raise|panic|crash|reject)|\b(?:throws|raises|panics|crashes|blows up|rejects)\b/i;
const WANTED = new RegExp(
  [
    String.raw`\b(?:(?:should|must|ought to|has to|supposed to|expected(?: it)? to)(?: have)?(?: rather| instead)? (?:throw|raise|panic|reject|be rejected)n?`,
    String.raw`(?:does|did)(?: not|n't) (?:throw|raise|panic|reject)`,
    String.raw`(?:instead of|rather than) (?:throwing|raising|panicking|rejecting))(?: with)?(?: an?)? *["'` +
      '`' +
      String.raw`]?(${TYPE})?`,
  ].join('|'),
  'i',
);

/** Lines of a stack: they look like calls, and hold places and addresses. */
const FRAME =
  /^\s*at .*$|^\s*File ".*", line \d+.*$|^\s*\[?goroutine \d+.*$|^\s*\S*\.[A-Za-z_]\w*\((?:0x|\{0x|\.\.\.).*$|^\s*\S+\.go:\d+ \+0x.*$|^\s*[~^]+\s*$/gm;

export function withoutFrames(report: string): string {
  return report.replaceAll(FRAME, '');
}

/** The error of a stack trace, or that a sentence says is thrown; one of which nothing is known is any. */
export function errorIn(report: string): ReportedError | undefined {
  const panic = /^panic: (?:.*?)(?= \[recovered\]|$)/m.exec(report)?.[0].slice('panic: '.length);
  if (panic !== undefined) return { type: 'panic', message: unquoted(panic) };
  const [, type, message, , inBrackets] = [...report.matchAll(TRACED)].at(-1) ?? TYPE_SAID.exec(report) ?? [];
  if (type !== undefined) return ASSERTION.test(type) ? undefined : errorOf(type, message ?? inBrackets ?? '');
  const said = MESSAGE_SAID.exec(report)?.[1];
  if (said !== undefined) return { message: said };
  return ANY_SAID.test(report) ? {} : undefined;
}

/** The error that a report misses. */
export function expectedErrorIn(report: string): ReportedError | undefined {
  const wanted = WANTED.exec(report);
  if (!wanted) return undefined;
  const [, type] = wanted;
  return type === undefined ? {} : errorOf(type, '');
}

/** How well an error that was thrown is the one of the report: 2 the same, 1 the same but for values in its message, 0 another one. */
export function likeness(reported: ReportedError, type: string, message: string): 0 | 1 | 2 {
  const { type: saidType, message: saidMessage } = reported;
  if (saidType !== undefined && saidType !== type && !(saidType === 'Error' && saidMessage !== undefined)) return 0;
  if (saidMessage === undefined) return 2;
  const same = (one: string, other: string) => one !== '' && (one.includes(other) || other.includes(one));
  if (message === saidMessage || (message !== '' && same(saidMessage, message))) return 2;
  return same(withoutValues(message), withoutValues(saidMessage)) ? 1 : 0;
}

/** `TypeError: x`, or what of it is known. */
export function shownError({ type, message }: ReportedError): string {
  return [type, message].filter((part) => part !== undefined && part !== '').join(': ') || 'an error';
}

function errorOf(type: string, message: string): ReportedError {
  const said = unquoted(message.trim());
  return { type: type.slice(type.lastIndexOf('.') + 1), ...(said !== '' && { message: said }) };
}

function unquoted(text: string): string {
  return /^"(.*)"$/.exec(text)?.[1] ?? text;
}

/** Numbers and what stands in quotes differ from call to call. */
function withoutValues(message: string): string {
  return message
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '…')
    .replaceAll(/-?\d+(?:\.\d+)?/g, '0')
    .trim();
}
