/**
 * What the instrumented code calls. The state is `globalThis.__localForge`; whoever runs the code may set it before. Function
 * declarations are there from the module's first line on.
 */
export function javaScriptHelpers(typed: boolean): string {
  const id = typed ? 'id: number' : 'id';
  const value = typed ? 'value: any' : 'value';
  const any = typed ? ': any' : '';
  const context = typed ? '(globalThis as any)' : 'globalThis';
  return `
function __lfState()${any} {
  return (${context}.__localForge ??= { mutant: 0, hits: new Set(), reached: new Set(), steps: 0, limit: Infinity });
}
function __lfStep()${any} {
  const state = __lfState();
  if (++state.steps <= state.limit) return;
  const error = new Error('more than ' + state.limit + ' steps');
  error.name = 'LocalForgeEndless';
  throw error;
}
function __lfHit(${id})${any} {
  __lfState().hits.add(id);
  __lfStep();
}
function __lfBranch(${id}, ${value})${any} {
  __lfHit(value ? id : id + 1);
  return value;
}
function __lfDefined(${id}, ${value})${any} {
  __lfHit(value != null ? id : id + 1);
  return value;
}
function __lfMutant(${id})${any} {
  const state = __lfState();
  state.reached.add(id);
  return state.mutant === id;
}
function __lfNot(${id}, ${value})${any} {
  return __lfMutant(id) ? !value : value;
}
function __lfValue(${value})${any} {
  return value;
}
`;
}
