import type { Anchor } from '../../../src/assistant/completion/anchor.ts';
import { cursorContext } from '../../../src/assistant/completion/cursor-context.ts';
import { anchoredPrompt, type PromptBudget } from '../../../src/assistant/completion/prompt.ts';
import { goldenTests, withCursor, type GoldenCase } from '../golden.ts';
import { FakeEngine } from './fake-engine.ts';
import { requestFor } from './context-of.ts';

const never = new AbortController().signal;
const LONGEST_LINE = 100;
const MOST_LINES = 14;

/** A document that a case types in; `edit` is the text of a section header behind its word. */
class Editor {
  public text: string;
  public offset: number;

  public constructor(document: string) {
    ({ text: this.text, offset: this.offset } = withCursor(document));
  }

  public apply(word: string, what: string): void {
    if (word === 'type') this.type(what);
    else if (word === 'delete') this.replace(this.offset - Number(what), this.offset, '');
    else if (word === 'go') this.go(what);
    else if (word === 'edit') this.edit(what);
    else throw new Error(`no edit "${word}"`);
  }

  private type(what: string): void {
    const inserted = what.includes('█') ? withCursor(what) : { text: what, offset: what.length };
    const start = this.offset;
    this.replace(start, start, inserted.text);
    this.offset = start + inserted.offset;
  }

  private go(what: string): void {
    const { text, offset } = withCursor(what);
    this.offset = this.indexOf(text) + offset;
  }

  private edit(what: string): void {
    const [old = '', replacement = ''] = what.split(' ⇒ ');
    const at = this.indexOf(old);
    const offset = at < this.offset ? this.offset + replacement.length - old.length : this.offset;
    this.replace(at, at + old.length, replacement);
    this.offset = offset;
  }

  private replace(start: number, end: number, text: string): void {
    this.text = this.text.slice(0, start) + text + this.text.slice(end);
    this.offset = start + text.length;
  }

  private indexOf(text: string): number {
    const at = this.text.indexOf(text);
    if (at < 0) throw new Error(`the document does not hold ${JSON.stringify(text)}`);
    return at;
  }
}

goldenTests('prompt.golden', async (golden) => {
  const results = new Map<number, string>();
  const { engine, budget, editor } = start(golden);
  let last: Anchor | undefined;
  for (const [place, { header }] of golden.sections.entries()) {
    const [word = '', ...rest] = header.split(' ');
    if (word === 'document') continue;
    if (word !== 'prompt') editor.apply(word, unescaped(rest.join(' ')));
    const context = cursorContext(
      requestFor(`${editor.text.slice(0, editor.offset)}█${editor.text.slice(editor.offset)}`),
    );
    const { anchor, typed } = await anchoredPrompt(engine, context, budget, last ? [last] : [], never);
    const same = last !== undefined && Buffer.from(last.prompt.buffer).equals(Buffer.from(anchor.prompt.buffer));
    results.set(place, (same ? '(unchanged) ' : shown(engine.read(anchor.prompt))) + elided(typed));
    last = anchor;
  }
  return results;
});

function start(golden: GoldenCase): { engine: FakeEngine; budget: PromptBudget; editor: Editor } {
  const document = golden.sections[0];
  const [, prefix = '', suffix = '', model = ''] =
    /^document (\d+)\+(\d+) tokens(.*)$/.exec(document?.header ?? '') ?? [];
  const engine = new FakeEngine({ fillsInMiddle: model !== ' without FIM' });
  const budget = { prefixTokens: Number(prefix), suffixTokens: Number(suffix) };
  return { engine, budget, editor: new Editor(document?.text ?? '') };
}

function unescaped(text: string): string {
  return text
    .replace(/^(\d+)× (.*)$/, (_whole, times: string, repeated: string) => repeated.repeat(Number(times)))
    .replaceAll('⏎', '\n')
    .replaceAll('→', '\t')
    .replaceAll('␍', '\r')
    .replaceAll('·', ' ');
}

/** Each part of a prompt elided by itself. */
function shown(prompt: string): string {
  return prompt
    .split(/(?=<SUF>|<MID>)/)
    .map(elided)
    .join('\n');
}

/** Long lines and many of them shortened to what can be reviewed. */
function elided(text: string): string {
  const lines = text.split('\n').map((line) => {
    const characters = Array.from(line);
    if (characters.length <= LONGEST_LINE) return line;
    return [...characters.slice(0, 30), `⟨${characters.length - 60} characters⟩`, ...characters.slice(-30)].join('');
  });
  if (lines.length <= MOST_LINES) return lines.join('\n');
  return [...lines.slice(0, 4), `⟨${lines.length - 8} lines⟩`, ...lines.slice(-4)].join('\n');
}
