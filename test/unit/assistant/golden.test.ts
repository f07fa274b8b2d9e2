import { closedGate } from '../../../src/assistant/completion/gate.ts';
import { extentOf } from '../../../src/assistant/completion/extent.ts';
import { FILTERS } from '../../../src/assistant/completion/filters/filters.ts';
import { fit } from '../../../src/assistant/completion/fit.ts';
import { reindented } from '../../../src/assistant/completion/indentation.ts';
import { stopAt } from '../../../src/assistant/completion/stop.ts';
import { goldenTests, sectionOf } from '../golden.ts';
import { contextOf, triggerOf } from './context-of.ts';

goldenTests('gate.golden', (golden) => {
  const document = sectionOf(golden, 'document');
  const context = contextOf(document.text, document.words[0], triggerOf(document.words));
  return new Map([[sectionOf(golden, 'result').place, closedGate(context)?.reason ?? 'open']]);
});

goldenTests('extent.golden', (golden) => {
  const document = sectionOf(golden, 'document');
  const context = contextOf(document.text, document.words[0], triggerOf(document.words));
  return new Map([[sectionOf(golden, 'result').place, extentOf(context)]]);
});

goldenTests('stop.golden', (golden) => {
  const document = sectionOf(golden, 'document');
  const answer = sectionOf(golden, 'answer').text;
  const context = contextOf(document.text, document.words[0], triggerOf(document.words));
  const extent = document.words.includes('line') ? 'line' : 'block';
  // As the completer does: judged with every piece, so that the model can be stopped as soon as possible.
  let end: number | undefined;
  let read = 0;
  while (end === undefined && read < answer.length) end = stopAt(answer.slice(0, ++read), extent, context, false);
  const early = end !== undefined;
  end ??= stopAt(answer, extent, context, true);
  const why = early ? '' : end === undefined ? ' (the model ended)' : ' (seen when the model had ended)';
  const result = document.text.replace('█', () => `⟦${answer.slice(0, end)}⟧${why}`);
  return new Map([[sectionOf(golden, 'result').place, result]]);
});

for (const [name, filter] of Object.entries(FILTERS)) {
  goldenTests(`filters/${name}.golden`, (golden) => {
    const document = sectionOf(golden, 'document');
    const kept = filter(sectionOf(golden, 'answer').text, contextOf(document.text, document.words[0]));
    const result = typeof kept === 'string' ? document.text.replace('█', () => `⟦${kept}⟧`) : `nothing: ${kept.reason}`;
    return new Map([[sectionOf(golden, 'result').place, result]]);
  });
}

goldenTests('indentation.golden', (golden) => {
  const document = sectionOf(golden, 'document');
  const answer = reindented(sectionOf(golden, 'answer').text, contextOf(document.text, document.words[0]));
  return new Map([[sectionOf(golden, 'result').place, document.text.replace('█', () => `⟦${answer}⟧`)]]);
});

goldenTests('fit.golden', (golden) => {
  const document = sectionOf(golden, 'document');
  const context = contextOf(document.text, document.words[0]);
  const fitted = fit(sectionOf(golden, 'answer').text, context);
  if ('reason' in fitted) return new Map([[sectionOf(golden, 'result').place, `nothing: ${fitted.reason}`]]);
  const [before = '', after = ''] = document.text.split('█');
  const results = fitted.map(({ text, replaced }) => {
    const taken = replaced > 0 ? `⟨${after.slice(0, replaced)}⟩` : '';
    return `${before}⟦${text}⟧${taken}${after.slice(replaced)}`;
  });
  return new Map([[sectionOf(golden, 'result').place, results.join('\n(or)\n')]]);
});
