import { atModes, curve, thresholdsByRule } from './calibration.ts';
import { codeFiles } from './code-files.ts';
import { chosenHoles } from './hole-choice.ts';
import { placeOf, type Hole } from './holes.ts';
import { fingerprint, type Half } from './order.ts';
import { pipeline, variants } from './pipeline.ts';
import { cutAtLine, rawAnswer } from './raw.ts';
import { additions, refusals, scored, sideBySide, summary, type Result } from './results.ts';
import type { Session } from './session.ts';
import { SOURCES } from './sources.ts';

/** Holes in real repositories, cut at natural typing points: exact match and more, raw and through the pipeline. */
export async function runHoles(session: Session): Promise<void> {
  const { engine, syntax, budget, options } = session;
  const sources = SOURCES.filter(({ languageId }) => options.languages.includes(languageId));
  const all = await chosenHoles(sources.flatMap(codeFiles), syntax, options.seed);
  const holes = all.filter(({ half }) => options.half === 'both' || half === options.half).slice(0, options.count);
  const runs = variants(options.without, options.each).map((variant) => ({
    side: variant.name,
    run: pipeline(engine, syntax, budget, variant),
  }));

  const results: Result[] = [];
  for (const [index, hole] of holes.entries()) {
    const place = placeOf(hole);
    const add = async (side: string, given: Parameters<typeof scored>[2]) =>
      results.push(await scored(side, hole, given, (languageId, text) => syntax.countErrors(languageId, text)));
    const raw = await rawAnswer(engine, place, budget);
    await add('raw', hole.point === 'block' ? raw : cutAtLine(raw));
    await add('raw, uncut', raw);
    for (const { side, run } of runs) await add(side, await run(place));
    session.progress(index + 1, holes.length);
  }

  session.heading(`Holes at typing points, asked as while typing, set ${setOf(holes)}`, holes.length);
  const tables: Record<string, unknown> = {};
  for (const half of ['tune', 'kept'] as const) {
    const mine = results.filter((result) => result.hole.half === half);
    if (mine.length > 0) tables[half] = showHalf(session, half, mine);
  }
  session.report('holes', { set: setOf(holes), sources, ...tables, holes: results.map(forReport) });
}

const NAMES: Record<Half, string> = {
  tune: 'half for tuning',
  kept: 'half kept aside, never tuned on',
};

function showHalf({ table }: Session, half: Half, results: readonly Result[]): Record<string, unknown> {
  const shown = results.filter(({ side }) => side === 'pipeline');
  const title = `${NAMES[half]}, ${shown.length} holes`;
  return {
    summary: table(`Raw and pipeline, everything shown; ${title}`, summary(results)),
    byLanguage: table(
      `Exact by language; ${title}`,
      sideBySide(results, ({ file }) => file.languageId),
    ),
    byPoint: table(
      `Exact by typing point; ${title}`,
      sideBySide(results, ({ point }) => point),
    ),
    additions: table(`What each step and filter adds; ${title}`, additions(results)),
    refusals: table(`Why the pipeline shows nothing; ${title}`, refusals(results)),
    // Thresholds are chosen by the curve of one half and judged on the other.
    ...(half === 'tune' && { curve: table(`Threshold, share shown and precision; ${title}`, curve(shown)) }),
    ...(half === 'tune' && {
      byRule: table(`Thresholds by the rules of the modes; ${title}`, atModes(shown, thresholdsByRule(shown))),
    }),
    modes: table(`Shown rate and precision by mode; ${title}`, atModes(shown)),
  };
}

const setOf = (holes: readonly Hole[]) => fingerprint(holes.map(({ id, expected }) => `${id} ${expected}`));

/** One line per answer, so that two runs can be compared hole by hole. */
function forReport({ hole, ...result }: Result): Record<string, unknown> {
  const { id, line, point, half, expected, file } = hole;
  return { id, line: line + 1, language: file.languageId, point, half, expected, ...result };
}
