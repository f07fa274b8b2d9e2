import path from 'node:path';
import { GO_FACTS } from './go-facts.ts';
import { GO_LITERALS } from './go-literals.ts';
import type { Trial } from './trial.ts';

export interface GoProbe {
  /** The name in the file's package clause. */
  readonly packageName: string;
  /** Import paths that trials need, with the name that they use where it is another one. */
  readonly imports: readonly { readonly path: string; readonly name?: string }[];
  readonly trials: readonly (Trial & { readonly number: number; readonly concrete?: readonly boolean[] })[];
  /** The subject gives something back. */
  readonly hasResults: boolean;
  /** Variables of the package that the subject writes to. */
  readonly variables?: readonly string[];
  /** Paths of packages whose types a test can name. */
  readonly importable?: readonly string[];
  readonly output: string;
  readonly budgetMs: number;
  /** The source file declares the state that is written to here. */
  readonly isInstrumented: boolean;
}

/** The function that runs the probe. */
export const GO_PROBE_TEST = 'TestLocalForgeProbe';
/** What it imports itself. */
export const PROBE_PACKAGES: readonly string[] = [
  'encoding/json',
  'fmt',
  'os',
  'reflect',
  'runtime',
  'sort',
  'strconv',
  'strings',
  'testing',
  'time',
  'unsafe',
];

/**
 * A test file of the subject's package that makes each trial twice, and once with each mutant that it reaches. Errors of the compiler
 * name a trial in place of a file (`trial7:1:5: …`).
 */
export function goProbe({
  packageName,
  imports,
  trials,
  hasResults,
  variables = [],
  importable = [],
  output,
  budgetMs,
  isInstrumented,
}: GoProbe): string {
  const others = imports.filter(({ path, name }) => name !== undefined || !PROBE_PACKAGES.includes(path));
  return [
    `package ${packageName}`,
    '',
    'import (',
    ...PROBE_PACKAGES.map((path) => `\tlocalForge_${path.slice(path.lastIndexOf('/') + 1)} "${path}"`),
    ...imports.filter((one) => !others.includes(one)).map(({ path }) => `\t"${path}"`),
    ...others.map(({ path, name }) => `\t${name === undefined ? '' : `${name} `}"${path}"`),
    ')',
    '',
    'var localForgeTrials = []localForgeTrial{',
    ...trials.map(({ number, setup, call, expected, concrete = [] }) =>
      [
        `\t{${number}, []bool{${concrete.join(', ')}}, func(localForgeBegin func(...interface{})) []interface{} {`,
        `//line trial${number}:1`,
        ...setup,
        ...variablesIn(setup).map((name) => `_ = ${name}`),
        `localForgeBegin(${watched([...variablesIn(setup), ...variables])})`,
        hasResults ? `localForgeGiven := localForgeAll(${call})` : call,
        `localForgeAfter()\nreturn ${hasResults ? 'localForgeGiven' : 'nil'}`,
        expected === undefined || !hasResults
          ? '}, nil},'
          : `}, func() []interface{} {\n//line trial${number}:1\nreturn localForgeAll(${expected})\n}},`,
      ].join('\n'),
    ),
    '//line probe:1',
    '}',
    '',
    `const localForgeOutput = ${JSON.stringify(output)}`,
    `const localForgeBudget = ${budgetMs} * localForge_time.Millisecond`,
    `const localForgePackage = ${JSON.stringify(packageName)}`,
    `var localForgeImportable = map[string]bool{${[...new Set(importable)].map((one) => `${JSON.stringify(one)}: true`).join(', ')}}`,
    ...(isInstrumented ? [] : [NO_STATE]),
    GO_LITERALS,
    GO_FACTS,
    RUNTIME,
  ].join('\n');
}

/** Numbers of the trials that the compiler objects to, with what it says. */
export function refusedByGo(said: string): Map<number, string> {
  const refused = new Map<number, string>();
  // In the lines of `go test -json` a message ends before `\n"}`.
  for (const [, number, message = ''] of said.matchAll(/\btrial(\d+):\d+(?::\d+)?: (.*?)(?:\\n"\}|$)/gm))
    if (!refused.has(Number(number))) refused.set(Number(number), message);
  return refused;
}

/** Lines of a source that the compiler objects to. */
export function linesRefusedByGo(said: string, file: string): number[] {
  const name = path.basename(file).replaceAll('.', '\\.');
  const lines = [...said.matchAll(new RegExp(`(?<![\\w.-])${name}:(\\d+):\\d+: `, 'g'))].map(([, line]) =>
    Number(line),
  );
  return [...new Set(lines)];
}

/** Variables that statements declare with `:=` or `var`. */
export function variablesIn(setup: readonly string[]): string[] {
  const names = setup.flatMap((statement) => {
    const short = /^([A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*:=/.exec(statement)?.[1];
    const long = /^var\s+([A-Za-z_]\w*)/.exec(statement)?.[1];
    return (short ?? long ?? '').split(',').map((name) => name.trim());
  });
  return [...new Set(names)].filter((name) => name !== '' && name !== '_');
}

/** Names and addresses of variables, as arguments. */
function watched(names: readonly string[]): string {
  return names.map((name) => `${JSON.stringify(name)}, &${name}`).join(', ');
}

/** As instrumented code has it; see instrument/go-helpers.ts. */
const NO_STATE = `var localForgeState struct {
	mutant, steps, limit int
	hits, reached        [1]bool
}`;

const RUNTIME = String.raw`
type localForgeTrial struct {
	number int
	// Which of what it gives is of no interface type.
	concrete []bool
	body   func(begin func(...interface{})) []interface{}
	// What it should give; nil where nobody has said.
	expected func() []interface{}
}

type localForgeValue struct {
	Literal string ${'`json:"literal,omitempty"`'}
	Shape   string ${'`json:"shape"`'}
	Trace   string ${'`json:"trace,omitempty"`'}
	// What can be said of a value that has no literal.
	Parts []localForgeFact ${'`json:"parts,omitempty"`'}
}

type localForgeOutcome struct {
	Kind       string            ${'`json:"kind"`'}
	Values     []localForgeValue ${'`json:"values"`'}
	Type       string            ${'`json:"type,omitempty"`'}
	Message    string            ${'`json:"message,omitempty"`'}
	IsAccident bool              ${'`json:"isAccident,omitempty"`'}
	Reason     string            ${'`json:"reason,omitempty"`'}
	After      []localForgeFact  ${'`json:"after,omitempty"`'}
}

type localForgeLine struct {
	Trial    int                 ${'`json:"trial"`'}
	Begun    bool                ${'`json:"begun,omitempty"`'}
	Outcomes []localForgeOutcome ${'`json:"outcomes,omitempty"`'}
	Branches []int               ${'`json:"branches,omitempty"`'}
	Reached  []int               ${'`json:"reached,omitempty"`'}
	Killed   []int               ${'`json:"killed,omitempty"`'}
	Expected *localForgeOutcome  ${'`json:"expected,omitempty"`'}
}

// Types of what the last trial has given.
var localForgeTypes []localForge_reflect.Type

// An untyped constant, or nil, as the type that it is compared with.
func localForgeAs(value interface{}, want localForge_reflect.Type) interface{} {
	if want == nil {
		return value
	}
	if value == nil {
		switch want.Kind() {
		case localForge_reflect.Slice, localForge_reflect.Map, localForge_reflect.Ptr:
			return localForge_reflect.Zero(want).Interface()
		}
		return value
	}
	v := localForge_reflect.ValueOf(value)
	isNumber := func(kind localForge_reflect.Kind) bool {
		return kind >= localForge_reflect.Int && kind <= localForge_reflect.Float64
	}
	switch v.Interface().(type) {
	case int, float64, string, bool:
		if v.Kind() == want.Kind() {
			return v.Convert(want).Interface()
		}
		if isNumber(v.Kind()) && isNumber(want.Kind()) {
			as := v.Convert(want)
			if as.Convert(v.Type()).Interface() == value {
				return as.Interface()
			}
		}
	}
	return value
}

// What a trial should give; it says of the types of the one before it.
func localForgeExpected(trial localForgeTrial) (outcome *localForgeOutcome) {
	defer func() {
		if recover() != nil {
			outcome = nil
		}
	}()
	values := []localForgeValue{}
	for i, value := range trial.expected() {
		if i < len(localForgeTypes) {
			value = localForgeAs(value, localForgeTypes[i])
		}
		values = append(values, localForgeSeen(value, -1))
	}
	return &localForgeOutcome{Kind: "values", Values: values}
}

func localForgeAll(values ...interface{}) []interface{} { return values }

// The value at a place of what a call gives; -1 where nothing is to be chosen of it.
func localForgeSeen(value interface{}, place int) localForgeValue {
	if value == nil {
		return localForgeValue{Shape: "none", Literal: "nil"}
	}
	v := localForge_reflect.ValueOf(value)
	if place >= 0 && localForgeUnsteady[place] {
		return localForgeInParts(v, place)
	}
	if err, ok := value.(error); ok {
		if v.Kind() == localForge_reflect.Ptr && v.IsNil() {
			return localForgeValue{Shape: "equal", Trace: "nil pointer"}
		}
		return localForgeValue{Shape: "error", Literal: localForge_strconv.Quote(err.Error())}
	}
	if v.Kind() == localForge_reflect.Ptr && v.IsNil() {
		return localForgeValue{Shape: "none", Literal: "nil"}
	}
	text, shape, ok := localForgeLiteral(v, 0, false)
	if stringer, is := value.(localForge_fmt.Stringer); is && !ok {
		if said := stringer.String(); len(said) <= 400 && !localForge_strings.Contains(said, "0x") {
			return localForgeValue{Literal: localForge_strconv.Quote(said), Shape: "text"}
		}
	}
	if ok && len(text) <= 1000 {
		return localForgeValue{Literal: text, Shape: shape}
	}
	if place >= 0 {
		return localForgeInParts(v, place)
	}
	return localForgeValue{Shape: "equal", Trace: localForge_fmt.Sprintf("%T", value)}
}

func localForgeRun(trial localForgeTrial, mutant int) localForgeOutcome {
	localForgeState.mutant = mutant
	for i := range localForgeState.hits {
		localForgeState.hits[i] = false
	}
	for i := range localForgeState.reached {
		localForgeState.reached[i] = false
	}
	localForgeState.steps = 0
	localForgeState.limit = 100000
	localForgeLast, localForgeConcrete = nil, trial.concrete
	done := make(chan localForgeOutcome, 1)
	go func() {
		begun := false
		defer func() {
			if r := recover(); r != nil {
				message := localForge_fmt.Sprint(r)
				_, accident := r.(localForge_runtime.Error)
				accident = accident || localForge_strings.HasPrefix(message, "unexpected call to os.Exit")
				switch {
				case localForge_strings.Contains(message, "LocalForgeEndless"):
					done <- localForgeOutcome{Kind: "unusable", Reason: "It does not end."}
				case !begun:
					done <- localForgeOutcome{Kind: "unusable", Reason: message}
				default:
					done <- localForgeOutcome{Kind: "throws", Type: "panic", Message: message, IsAccident: accident}
				}
			}
		}()
		values := []localForgeValue{}
		localForgeTypes = nil
		given := trial.body(func(watched ...interface{}) {
			begun = true
			localForgeWatch(watched)
		})
		for place, value := range given {
			localForgeTypes = append(localForgeTypes, localForge_reflect.TypeOf(value))
			values = append(values, localForgeSeen(value, place))
		}
		done <- localForgeOutcome{Kind: "values", Values: values, After: localForgeLast}
	}()
	select {
	case outcome := <-done:
		return outcome
	case <-localForge_time.After(2 * localForge_time.Second):
		localForge_os.Exit(3) // nothing else ends a goroutine
	}
	return localForgeOutcome{}
}

func localForgeKeys(flags []bool) []int {
	keys := []int{}
	for key, flag := range flags {
		if flag {
			keys = append(keys, key)
		}
	}
	return keys
}

func TestLocalForgeProbe(t *localForge_testing.T) {
	file, err := localForge_os.OpenFile(localForgeOutput, localForge_os.O_APPEND|localForge_os.O_CREATE|localForge_os.O_WRONLY, 0600)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	write := func(line localForgeLine) {
		text, _ := localForge_json.Marshal(line)
		file.Write(append(text, '\n'))
	}
	started := localForge_time.Now()
	for _, trial := range localForgeTrials {
		write(localForgeLine{Trial: trial.number, Begun: true})
		localForgeForget()
		first := localForgeRun(trial, 0)
		branches, reached := localForgeKeys(localForgeState.hits[:]), localForgeKeys(localForgeState.reached[:])
		localForgeChoose(first)
		second := localForgeRun(trial, 0)
		if !localForge_reflect.DeepEqual(first, second) {
			first, second = localForgeSteady(trial, first, second)
		}
		line := localForgeLine{Trial: trial.number, Outcomes: []localForgeOutcome{first, second}, Branches: branches, Reached: reached}
		if trial.expected != nil {
			line.Expected = localForgeExpected(trial)
		}
		write(line) // a mutant may end the process
		killed := []int{}
		if first.Kind != "unusable" && localForge_reflect.DeepEqual(first, second) {
			for _, mutant := range reached {
				if localForge_time.Since(started) > localForgeBudget {
					break
				}
				if !localForge_reflect.DeepEqual(localForgeRun(trial, mutant), first) {
					killed = append(killed, mutant)
				}
			}
		}
		line.Killed = killed
		write(line)
		if localForge_time.Since(started) > localForgeBudget {
			break
		}
	}
}
`;
