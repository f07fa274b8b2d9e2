import type { Filter } from './filter.ts';

/** Keys that tell by their form what they are, as their issuers publish it. */
const KEYS: readonly RegExp[] = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g, // AWS
  /\bgh[pousr]_[A-Za-z0-9]{36,}/g, // GitHub
  /\bgithub_pat_\w{40,}/g,
  /\bglpat-[\w-]{20,}/g, // GitLab
  /\bsk-(?:[a-z]+-)*[A-Za-z0-9_]{20,}/g, // OpenAI, Anthropic
  /\b[rs]k_live_[0-9A-Za-z]{16,}/g, // Stripe
  /\bxox[abprs]-[0-9A-Za-z-]{10,}/g, // Slack
  /\bAIza[0-9A-Za-z_-]{35}/g, // Google
  /\bnpm_[A-Za-z0-9]{36}/g,
  /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/g, // JSON Web Token
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/g,
  /:\/\/[^\s:/@"'`]+:[^\s:/@"'`${}<]{6,}@/g, // user and password in a URL
];

/** A literal that a name calls secret: `apiKey = "…"`, `"password": "…"`, `token: str = '…'`. */
const NAMED =
  /(?:passw(?:or)?d|passphrase|secret|token|api_?key|access_?key|auth_?key|private_?key|credentials?)\w*["'\]]*\s*(?::\s*\w+\s*=|:=|=>|[:=])\s*["'`]([^"'`\s]+)/gi;

/** Values that stand for one: `YOUR_API_KEY`, `<token>`, `${TOKEN}`, `xxxx`, `test-token`. */
const PLACEHOLDER =
  /your|example|placeholder|change_?me|dummy|fake|sample|test|todo|insert|redacted|secret|password|xxx|\*{3}|\.{3}|…|^[<$%{[]|([a-z0-9])\1{4}|1234/i;

/** A shorter value, or one of fewer bits per character, is a word and no key. Random hex digits have up to 4 bits. */
const KEY_CHARACTERS = 16;
const KEY_BITS = 3.2;

/**
 * Refuses an answer that holds what looks like a real key, token or password. What the user has written on the line is
 * theirs: it counts only where the answer is part of it.
 *
 * The failure: models repeat keys of their training data, and people commit what they accept; a made-up key looks as
 * real and sends them looking for whose it is (CWE-798).
 */
export const noSecrets: Filter = (answer, { linePrefix }) => {
  const text = linePrefix + answer;
  const isAnswers = (end: number) => end > linePrefix.length;
  const keys = KEYS.flatMap((form) => [...text.matchAll(form)]).filter(
    ({ 0: key, index }) => isAnswers(index + key.length) && !PLACEHOLDER.test(key),
  );
  const named = [...text.matchAll(NAMED)].filter(
    ({ 0: whole, 1: value = '', index }) => isAnswers(index + whole.length) && looksRandom(value),
  );
  return keys.length + named.length === 0
    ? answer
    : { code: 'secret', reason: 'The suggestion holds what looks like a password or a key.' };
};

function looksRandom(value: string): boolean {
  if (value.length < KEY_CHARACTERS || PLACEHOLDER.test(value)) return false;
  return /\d/.test(value) && /[a-z]/i.test(value) && bitsPerCharacter(value) >= KEY_BITS;
}

/** Shannon entropy. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => bits - (count / text.length) * Math.log2(count / text.length), 0);
}
