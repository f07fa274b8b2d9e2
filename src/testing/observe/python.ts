import { LITERAL } from './python-literal.ts';
import type { Trial } from './trial.ts';

export interface PythonProbe {
  /** `pkg.module`, as tests import it. */
  readonly module: string;
  readonly trials: readonly (Trial & { readonly number: number })[];
  /** Where observations are written, absolute. */
  readonly output: string;
  readonly budgetMs: number;
}

/**
 * A test file that makes each trial twice, and once with each mutant that it reaches, and writes down what came of it. Trials see all
 * names of the module. Python 3.8 and later; found by pytest and unittest alike.
 */
export function pythonProbe({ module, trials, output, budgetMs }: PythonProbe): string {
  const data = trials.map(({ number, setup, call, expected }) => ({
    trial: number,
    setup: setup.join('\n'),
    call: call.trim(),
    modules: standardModules([...setup, call].join('\n')),
    ...(expected !== undefined && { expected: expected.trim() }),
  }));
  return [
    'import importlib, json, unittest',
    `LOCAL_FORGE = json.loads(${pythonString(JSON.stringify({ module, trials: data, output, budget: budgetMs / 1000 }))})`,
    RUNTIME,
  ].join('\n');
}

/** Modules of the standard library that calls are made with. */
const STANDARD = [
  ...['collections', 'datetime', 'decimal', 'enum', 'fractions', 'functools', 'io', 'itertools', 'math', 'operator'],
  ...['os', 'pathlib', 're', 'string', 'types', 'uuid'],
];

/** Those of them that code names. */
export function standardModules(code: string): string[] {
  return STANDARD.filter((name) => new RegExp(`(?<![\\w.])${name}\\.\\w`).test(code));
}

/** A string literal of Python. JSON's escapes are Python's, too, as long as there are no lone surrogates. */
export function pythonString(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

const RUNTIME = String.raw`
import ast, asyncio, builtins, collections.abc, copy, functools, inspect, io, os, platform, re, signal, sys, time, traceback, types


class _Endless(BaseException):
    pass


class _State:
    def __init__(self):
        self.mutant = 0
        self.hits = set()
        self.reached = set()
        self.steps = 0
        self.limit = 100000


STATE = builtins.__local_forge__ = _State()
# Modules, and names in them, that literals need beside the module's own names.
NEEDED = set()
# Of what gives more items than so many, so many are asked for.
MOST_ITEMS, SHOWN = 60, 5
# The version of Python, the processor, the folders of the project and of the user: how they are said, and how a call may name them itself.
LOCAL = [(r'(?<![\d.])%d[._]?%d(?!\d)' % sys.version_info[:2], r'(?<!\d)%d\D{0,3}%d(?!\d)' % sys.version_info[:2])]
LOCAL += [(re.escape(one), re.escape(one)) for one in (platform.machine(), os.getcwd(), os.path.expanduser('~')) if len(one) > 3]
# Of code that raises these nobody meant it to.
ACCIDENTS = (NameError, AttributeError, SyntaxError, ImportError, RecursionError, MemoryError, SystemExit, GeneratorExit)


${LITERAL}


def views(value, namespace):
    """Expressions of \`_\`, the value, and what they give: what can be said of a value that nothing equals."""
    kind = type(value)
    asked = []
    if isinstance(value, (types.FunctionType, functools.partial)):
        asked += ['_()', '_(2)', "_('a b')", '_([1, 2, 3])', '_(2, 3)', "_({'a': 1})"]
    elif isinstance(value, type):
        asked.append('_.__name__')
    elif not isinstance(value, types.ModuleType):
        if kind not in (list, tuple, dict, set):
            asked.append('type(_).__name__')
        if isinstance(value, (io.StringIO, io.BytesIO)):
            asked.append('_.getvalue()')
        if isinstance(value, collections.abc.Collection):
            asked += ['len(_)', 'list(_)'] + ([] if isinstance(value, collections.abc.Mapping) else ['[str(one) for one in _]'])
        if kind.__str__ is not object.__str__ and not isinstance(value, (collections.abc.Collection, io.IOBase)):
            asked.append('str(_)')
        names = [name for name in list(getattr(value, '__dict__', {})) if isinstance(name, str) and name.isidentifier()]
        for base in kind.__mro__:
            names += [name for name, one in vars(base).items() if inspect.isdatadescriptor(one) or type(one).__name__ == 'cached_property']
        for name in sorted(set(name for name in names if not name.startswith('_')))[:12]:
            asked += ['_.' + name, 'list(_.%s)' % name]
    found = []
    done = set()
    for text in asked:
        about = text[5:-1] if text.startswith('list(') else text
        if about in done or len(found) >= 6:
            continue
        hits, reached = set(STATE.hits), set(STATE.reached)
        try:
            seen = eval(text, {**namespace, '_': value})
            said = unseen(literal, seen, namespace)
        except Exception:
            said = None
        if said and len(said[0]) <= 300 and not (kind is not type and isinstance(value, types.FunctionType) and seen is None):
            done.add(about)
            found.append([text, said[0]])
        else:
            STATE.hits, STATE.reached = hits, reached
    # Its class alone says little.
    return found if len(found) > 1 or not found or found[0][0] != 'type(_).__name__' else []


def trace(value):
    try:
        if isinstance(value, (types.FunctionType, type)):
            return getattr(value, '__qualname__', '?')
        return type(value).__name__ + ' ' + repr(sorted(vars(value).items(), key=repr) if hasattr(value, '__dict__') else value).split(' at 0x')[0]
    except BaseException:
        return type(value).__name__


def variables(setup):
    try:
        tree = ast.parse(setup)
    except SyntaxError:
        return []
    names = []
    for node in tree.body:
        if isinstance(node, ast.Assign):
            names += [target.id for target in node.targets if isinstance(target, ast.Name)]
    return names


def shown(name, namespace):
    """What a variable is, or what is seen of it."""
    value = namespace.get(name)
    said = literal(value, namespace)
    return {name: said[0]} if said else {re.sub(r'\b_\b', name, of): text for of, text in views(value, namespace)}


def first_of(items, namespace, is_async):
    """The outcome of what gives more than can be asked for."""
    said = unseen(literal, items, namespace)
    if said is None or len(said[0]) > 1000 or is_async:
        return {'kind': 'unusable', 'reason': 'It does not end.'}
    views = [{'of': 'list(itertools.islice(_, %d))' % SHOWN, 'literal': said[0]}]
    return {'kind': 'value', 'shape': 'equal', 'views': views, 'needs': sorted([place, name] for place, name in NEEDED) + [['itertools', None]]}


def is_local(outcome, trial):
    """Whether it says something of this machine, which the call does not name."""
    said = str([outcome.get('literal'), outcome.get('message'), outcome.get('views'), outcome.get('after')])
    given = trial['setup'] + trial['call']
    return any(re.search(one, said) and not re.search(named, given) for one, named in LOCAL)


def unseen(look, *given):
    """What looking at values gives. Code of the subject that only this runs is not what a call has come by."""
    hits, reached = STATE.hits, STATE.reached
    STATE.hits, STATE.reached = set(), set()
    try:
        return look(*given)
    finally:
        STATE.hits, STATE.reached = hits, reached


def limited(seconds, waiting=0):
    """Ends what a step count does not see, by the time of the processor and, where it waits, of the clock; where there are no such signals, the whole run has a limit."""
    if hasattr(signal, 'setitimer'):
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, waiting)


def on_alarm(*_):
    raise _Endless()


def run(trial, module, mutant):
    namespace = dict(vars(module))
    NEEDED.clear()
    for name in trial.get('modules', ()):
        namespace.setdefault(name, importlib.import_module(name))
    STATE.mutant = mutant
    STATE.hits = set()
    STATE.reached = set()
    STATE.steps = 0
    begun = False
    is_async = False
    is_iterator = False
    limited(1.0, 3.0 if mutant == 0 else 1.0)
    try:
        exec(compile(trial['setup'], '<setup>', 'exec'), namespace)
        names = variables(trial['setup'])
        before = {name: unseen(shown, name, namespace) for name in names}
        code = compile(trial['call'], '<call>', 'eval')
        begun = True
        value = eval(code, namespace)
        if inspect.iscoroutine(value):
            is_async = True
            value = asyncio.run(value)
        if isinstance(value, collections.abc.Iterator):
            is_iterator = True
            items = []
            for item in value:
                items.append(item)
                if len(items) == SHOWN:
                    hits, reached = set(STATE.hits), set(STATE.reached)
                if len(items) > MOST_ITEMS:
                    # Perhaps it never ends: a test asks for the first ones only.
                    STATE.hits, STATE.reached = hits, reached
                    return first_of(items[:SHOWN], namespace, is_async)
            value = items
        found = unseen(literal, value, namespace)
        outcome = {'kind': 'value', 'shape': found[1] if found else 'equal'}
        if found and len(found[0]) <= 1000:
            outcome['literal'] = found[0]
        else:
            seen = views(value, namespace)
            if seen:
                outcome['views'] = [{'of': of, 'literal': said} for of, said in seen]
            else:
                outcome['trace'] = trace(value)[:2000]
        if NEEDED:
            outcome['needs'] = sorted([place, name] for place, name in NEEDED)
        if is_async:
            outcome['isAsync'] = True
        if is_iterator:
            outcome['isIterator'] = True
        after = []
        for name in names:
            now = unseen(shown, name, namespace)
            after += [{'name': one, 'literal': said} for one, said in now.items() if before[name].get(one) not in (None, said)]
        if after:
            outcome['after'] = after
        return outcome
    except _Endless:
        return {'kind': 'unusable', 'reason': 'It does not end.'}
    except BaseException as error:
        kind = type(error).__name__
        if kind == 'LocalForgeEndless':
            return {'kind': 'unusable', 'reason': 'It does not end.'}
        if not begun or isinstance(error, SyntaxError):
            return {'kind': 'unusable', 'reason': kind + ': ' + str(error)}
        outcome = {'kind': 'throws', 'type': kind, 'message': str(error)}
        if isinstance(error, ACCIDENTS):
            outcome['isAccident'] = True
        if not hasattr(builtins, kind) and namespace.get(kind) is not type(error):
            place = type(error).__module__
            if getattr(importlib.import_module(place), kind, None) is type(error):
                outcome['needs'] = [[place, kind]]
            else:
                outcome['isAccident'] = True
        # Wrong arguments, or operations on what is of the wrong type: not what somebody raises on purpose.
        last = traceback.extract_tb(error.__traceback__)[-1]
        if isinstance(error, TypeError) and 'raise' not in (last.line or ''):
            outcome['isAccident'] = True
        if is_async:
            outcome['isAsync'] = True
        if is_iterator:
            outcome['isIterator'] = True
        return outcome
    finally:
        limited(0)


def probe():
    module = importlib.import_module(LOCAL_FORGE['module'])
    if hasattr(signal, 'SIGALRM'):
        signal.signal(signal.SIGALRM, on_alarm)
        signal.signal(signal.SIGPROF, on_alarm)
    started = time.monotonic()
    with open(LOCAL_FORGE['output'], 'a', encoding='utf-8') as file:
        def write(line):
            file.write(json.dumps(line) + '\n')
            file.flush()

        for trial in LOCAL_FORGE['trials']:
            write({'trial': trial['trial'], 'begun': True})
            first = run(trial, module, 0)
            branches, reached = sorted(STATE.hits), sorted(STATE.reached)
            second = first if first['kind'] == 'unusable' else run(trial, module, 0)
            killed = []
            line = {'trial': trial['trial'], 'outcomes': [first, second], 'branches': branches, 'reached': reached, 'killed': killed}
            if first['kind'] != 'unusable' and is_local(first, trial):
                first = second = {'kind': 'unusable', 'reason': 'It gives something else elsewhere.'}
                line['outcomes'] = [first, second]
            if 'expected' in trial:
                line['expected'] = run({**trial, 'call': trial['expected']}, module, 0)
            write(line)  # a mutant may end the process
            if first == second and first['kind'] != 'unusable':
                for mutant in reached:
                    if time.monotonic() - started > LOCAL_FORGE['budget']:
                        break
                    if run(trial, module, mutant) != first:
                        killed.append(mutant)
            write(line)
            if time.monotonic() - started > LOCAL_FORGE['budget']:
                break


class TestLocalForgeProbe(unittest.TestCase):
    def test_probe(self):
        probe()
`;
