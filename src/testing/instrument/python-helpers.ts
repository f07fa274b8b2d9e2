import type { Node } from 'web-tree-sitter';
import { parts } from './nodes.ts';
import type { Plan } from './plan.ts';

/**
 * What the instrumented code calls. The state is `builtins.__local_forge__`; whoever runs the code may set it before. Names
 * have one underscore: two would be mangled inside of classes.
 */
const HELPERS = `import builtins as _lf_builtins
import types as _lf_types


def _lf_state():
    state = getattr(_lf_builtins, "__local_forge__", None)
    if state is None:
        state = _lf_types.SimpleNamespace(mutant=0, hits=set(), reached=set(), steps=0, limit=float("inf"))
        setattr(_lf_builtins, "__local_forge__", state)
    return state


_LfEndless = type("LocalForgeEndless", (BaseException,), {})


def _lf_step():
    state = _lf_state()
    state.steps += 1
    if state.steps > state.limit:
        raise _LfEndless("more than %s steps" % state.limit)


def _lf_hit(id):
    _lf_state().hits.add(id)
    _lf_step()


def _lf_then(id, value):
    _lf_hit(id)
    return value


def _lf_loop(value):
    _lf_step()
    return value


def _lf_branch(id, value):
    _lf_hit(id if value else id + 1)
    return value


class _LfEntered:
    def __init__(self, id, values, ended=None):
        self.id = id
        self.values = iter(values)
        self.ended = ended

    def __iter__(self):
        return self

    def __next__(self):
        try:
            value = next(self.values)
        except StopIteration:
            if self.ended is not None:
                _lf_hit(self.ended)
            raise
        _lf_hit(self.id)
        return value


_lf_entered = _LfEntered


def _lf_mutant(id):
    state = _lf_state()
    state.reached.add(id)
    return state.mutant == id


def _lf_not(id, value):
    return not value if _lf_mutant(id) else value
`;

const SIMPLE = /^(?:import\w*_statement|expression_statement|assert_statement|pass_statement|delete_statement)$/;
/** Mean something on the first two lines only. */
const DECLARED_ENCODING = /^#(?:!|.*coding[:=])/;

/**
 * Adds the helpers where no line moves, and as early as that goes, since functions are called while a module is imported,
 * too: on the line of the docstring or the last `from __future__`, or of the first import, or on an empty or comment line
 * above all code. At the end only where the file starts with a definition.
 */
export function addPythonHelpers(root: Node, plan: Plan): void {
  const code = `exec(${JSON.stringify(HELPERS)})`;
  const statements = parts(root);
  const first = statements.findIndex(
    (one, index) => one.type !== 'future_import_statement' && !isDocstring(one, index),
  );
  const [above, below] = [statements[first - 1], statements[first]];
  const gap = above && plan.text.slice(above.endIndex, below?.startIndex);
  if (above && gap !== undefined && !/^[^\S\n]*;/.test(gap)) plan.insert(above.endIndex, `; ${code}`);
  else if (below && SIMPLE.test(below.type)) plan.insert(below.startIndex, `${code}; `);
  else {
    const line = freeLine(plan.text.slice(0, below?.startIndex));
    if (line === undefined) plan.append(() => `\n${HELPERS}`);
    else plan.insert(line, `${code} `);
  }
}

function isDocstring(statement: Node, index: number): boolean {
  return index === 0 && statement.type === 'expression_statement' && statement.namedChildren[0]?.type === 'string';
}

/** Where the first line starts that has no code; all of `above` is empty lines and comments. */
function freeLine(above: string): number | undefined {
  let start = 0;
  for (const line of above.split('\n').slice(0, -1)) {
    if (!DECLARED_ENCODING.test(line)) return start;
    start += line.length + 1;
  }
  return undefined;
}
