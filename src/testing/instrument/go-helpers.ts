/**
 * What the instrumented code calls. The state is `localForgeState`, seen by tests of the same package. It is arrays and
 * numbers: maps would end the program where goroutines write to them at once, and locks would need an import.
 */
export function goHelpers(branches: number, mutants: number): string {
  return `
var localForgeState = struct {
	mutant, steps, limit int
	hits                 [${branches + 1}]bool
	reached              [${mutants + 1}]bool
}{limit: int(^uint(0) >> 1)}

type localForgeEndless struct{}

func (localForgeEndless) Error() string { return "LocalForgeEndless" }

func lfStep() {
	localForgeState.steps++
	if localForgeState.steps > localForgeState.limit {
		panic(localForgeEndless{})
	}
}

func lfHit(id int) {
	localForgeState.hits[id] = true
	lfStep()
}

func lfBranch(id int, value bool) bool {
	if value {
		lfHit(id)
	} else {
		lfHit(id + 1)
	}
	return value
}

func lfMutant(id int) bool {
	localForgeState.reached[id] = true
	return localForgeState.mutant == id
}

func lfOther(id int) bool { return localForgeState.mutant != id }

func lfNot(id int, value bool) bool { return lfMutant(id) != value }
`;
}
