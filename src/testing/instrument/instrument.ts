import type { Node } from 'web-tree-sitter';
import type { SyntaxTrees } from '../../workspace/syntax/syntax.ts';
import type { Subject } from '../types.ts';
import { planGo } from './go.ts';
import { planJava } from './java.ts';
import { javaScriptHelpers } from './javascript-helpers.ts';
import { planJavaScript } from './javascript.ts';
import { Plan } from './plan.ts';
import { addPythonHelpers } from './python-helpers.ts';
import { planPython } from './python.ts';
import { planRust } from './rust.ts';
import type { Instrumented, Span } from './types.ts';
import { withoutTypeChecks } from './type-checks.ts';

interface Instrumenter {
  readonly plan: (root: Node, range: Span, plan: Plan) => void;
  /** Changes the text once more; no line may move. */
  readonly finish?: (text: string) => string;
}

const javaScript: Instrumenter = {
  plan: (root, range, plan) => {
    planJavaScript(root, range, plan);
    plan.append(() => javaScriptHelpers(false));
  },
};
const typeScript: Instrumenter = {
  plan: (root, range, plan) => {
    planJavaScript(root, range, plan);
    plan.append(() => javaScriptHelpers(true));
  },
  finish: withoutTypeChecks,
};
const python: Instrumenter = {
  plan: (root, range, plan) => {
    planPython(root, range, plan);
    addPythonHelpers(root, plan);
  },
};

const INSTRUMENTERS = new Map<string, Instrumenter>([
  ['javascript', javaScript],
  ['javascriptreact', javaScript],
  ['typescript', typeScript],
  ['typescriptreact', typeScript],
  ['python', python],
  ['go', { plan: planGo }],
  ['rust', { plan: planRust }],
  ['java', { plan: planJava }],
]);

/**
 * A copy of the file that tells which branches of the subject were taken, and holds all its mutants. Undefined where the
 * language is none of ours, where the subject does not parse, or where the copy parses worse than the file. Mutants stand only in lines
 * for which `isAllowed`.
 */
export async function instrumented(
  text: string,
  subject: Subject,
  syntax: SyntaxTrees,
  isAllowed?: (line: number) => boolean,
): Promise<Instrumented | undefined> {
  const { languageId, bodyStart, end } = subject;
  const instrumenter = INSTRUMENTERS.get(languageId);
  if (instrumenter === undefined) return undefined;
  const copy = await syntax.patient.read(languageId, text, (root) => {
    if (root.descendantForIndex(bodyStart, end)?.hasError !== false) return undefined;
    const plan = new Plan(text, isAllowed);
    instrumenter.plan(root, { start: bodyStart, end }, plan);
    return plan.finish();
  });
  if (copy === undefined) return undefined;
  const finished = { ...copy, text: instrumenter.finish?.(copy.text) ?? copy.text };
  const before = await syntax.patient.countErrors(languageId, text, true);
  const after = await syntax.patient.countErrors(languageId, finished.text, true);
  return before !== undefined && after !== undefined && after <= before ? finished : undefined;
}
