/**
 * Of the probe of Go: what can be said of values that no literal can be written of, and of what a call has changed. A fact is an expression of
 * a name (`$` for a value that is given) with what it should be. Which facts a test will assert is settled by the first run of a trial; runs with
 * mutants are compared by those alone.
 */
export const GO_FACTS = String.raw`
type localForgeFact struct {
	Name    string ${'`json:"name"`'}
	Literal string ${'`json:"literal"`'}
	Shape   string ${'`json:"shape"`'}
}

const localForgeMostFacts = 6

var localForgeVariables []interface{}
var localForgeBefore, localForgeLast []localForgeFact

// Names of facts that are settled: of what is changed, and of each value; nil where nothing is settled yet.
var localForgeChanged map[string]bool
var localForgeNamed map[int]map[string]bool

// Places of what a trial gives whose types are known to be no interfaces: a test can name what they hold.
var localForgeConcrete []bool

// Values that are others each time.
var localForgeUnsteady map[int]bool

func localForgeForget() {
	localForgeChanged, localForgeNamed, localForgeUnsteady = nil, nil, nil
}

func localForgeIsOwn(t localForge_reflect.Type) bool {
	return t.PkgPath() == localForge_reflect.TypeOf(localForgeFact{}).PkgPath()
}

// Whether a test can name the field.
func localForgeIsOpen(t localForge_reflect.Type, i int) bool {
	return t.Field(i).PkgPath == "" || t.Field(i).PkgPath == localForge_reflect.TypeOf(localForgeFact{}).PkgPath()
}

func localForgeOpened(v localForge_reflect.Value) localForge_reflect.Value {
	if v.CanAddr() && !v.CanInterface() {
		return localForge_reflect.NewAt(v.Type(), localForge_unsafe.Pointer(v.UnsafeAddr())).Elem()
	}
	return v
}

func localForgeWatch(watched []interface{}) {
	localForgeVariables = watched
	localForgeBefore = localForgeWatched()
}

func localForgeWatched() []localForgeFact {
	facts := []localForgeFact{}
	for i := 0; i+1 < len(localForgeVariables); i += 2 {
		name := localForgeVariables[i].(string)
		facts = append(facts, localForgeFactsOf(name, localForge_reflect.ValueOf(localForgeVariables[i+1]).Elem(), 0)...)
	}
	return facts
}

func localForgeAfter() {
	before := map[string]localForgeFact{}
	for _, fact := range localForgeBefore {
		before[fact.Name] = fact
	}
	facts := []localForgeFact{}
	for _, fact := range localForgeWatched() {
		if localForgeChanged == nil && before[fact.Name] != fact && len(facts) < localForgeMostFacts || localForgeChanged[fact.Name] {
			facts = append(facts, fact)
		}
	}
	localForgeLast = facts
}

// The facts of the first run are those of all.
func localForgeChoose(first localForgeOutcome) {
	localForgeChanged, localForgeNamed = map[string]bool{}, map[int]map[string]bool{}
	for _, fact := range first.After {
		localForgeChanged[fact.Name] = true
	}
	for place, value := range first.Values {
		localForgeNamed[place] = map[string]bool{}
		for _, fact := range value.Parts {
			localForgeNamed[place][fact.Name] = true
		}
	}
}

// Where two runs differ: what both have in common.
func localForgeSteady(trial localForgeTrial, first, second localForgeOutcome) (localForgeOutcome, localForgeOutcome) {
	if first.Kind != "values" || second.Kind != "values" || len(first.Values) != len(second.Values) {
		return first, second
	}
	localForgeUnsteady = map[int]bool{}
	for place := range first.Values {
		if !localForge_reflect.DeepEqual(first.Values[place], second.Values[place]) {
			localForgeUnsteady[place] = true
		}
	}
	localForgeChanged, localForgeNamed = nil, nil
	one, other := localForgeRun(trial, 0), localForgeRun(trial, 0)
	if one.Kind != "values" || other.Kind != "values" {
		return one, other
	}
	localForgeChoose(localForgeOutcome{After: localForgeCommon(one.After, other.After)})
	for place := range one.Values {
		localForgeNamed[place] = map[string]bool{}
		for _, fact := range localForgeCommon(one.Values[place].Parts, other.Values[place].Parts) {
			localForgeNamed[place][fact.Name] = true
		}
	}
	return localForgeRun(trial, 0), localForgeRun(trial, 0)
}

func localForgeCommon(one, other []localForgeFact) []localForgeFact {
	common := []localForgeFact{}
	for _, fact := range one {
		for _, same := range other {
			if fact == same {
				common = append(common, fact)
			}
		}
	}
	return common
}

// What can be said of a value without a literal, or of one that is another each time.
func localForgeInParts(v localForge_reflect.Value, place int) localForgeValue {
	whole := localForge_reflect.New(v.Type()).Elem()
	whole.Set(v)
	facts := []localForgeFact{}
	isConcrete := place < len(localForgeConcrete) && localForgeConcrete[place]
	if localForgeUnsteady[place] {
		if !v.IsZero() {
			facts = append(facts, localForgeFact{"$", "", "nonzero"})
		}
		if isConcrete && (v.Kind() == localForge_reflect.String || v.Kind() == localForge_reflect.Slice || v.Kind() == localForge_reflect.Map) {
			facts = append(facts, localForgeFact{"len($)", localForge_strconv.Itoa(v.Len()), "primitive"})
		}
	}
	// Each is called once here, and once by the test: only what answers a question.
	for i := 0; i < v.NumMethod() && isConcrete && localForgeUnsteady[place] && localForgeIsOwn(v.Type()); i++ {
		method := v.Method(i)
		if method.Type().NumIn() != 0 || method.Type().NumOut() != 1 {
			continue
		}
		out := method.Type().Out(0)
		isNumber := out.Kind() >= localForge_reflect.Int && out.Kind() <= localForge_reflect.Uint64
		if out.Kind() == localForge_reflect.Bool || isNumber && localForgeIsOwn(out) {
			if text, shape, ok := localForgeLiteral(method.Call(nil)[0], 0, false); ok {
				facts = append(facts, localForgeFact{"$." + v.Type().Method(i).Name + "()", text, shape})
			}
		}
	}
	isNil := false
	switch v.Kind() {
	case localForge_reflect.Ptr, localForge_reflect.Map, localForge_reflect.Slice, localForge_reflect.Func, localForge_reflect.Chan:
		isNil = v.IsNil()
		if isNil {
			facts = append(facts, localForgeFact{"$", "nil", "none"})
		} else if !localForgeUnsteady[place] {
			facts = append(facts, localForgeFact{"$", "", "some"})
		}
	}
	if !isConcrete && !isNil && (v.Kind() == localForge_reflect.Ptr || v.Kind() == localForge_reflect.Struct) {
		facts = append(facts, localForgeFact{"$", localForge_strconv.Quote(v.Type().String()), "type"})
	}
	if !isNil && isConcrete {
		for _, fact := range localForgeFactsOf("$", whole, 0) {
			isZero := fact.Shape == "none" || fact.Literal == "0" || fact.Literal == "false" || fact.Literal == "\"\"" || localForge_strings.HasSuffix(fact.Literal, "(nil)")
			if fact.Name != "$" && (localForgeNamed[place] != nil || !isZero) {
				facts = append(facts, fact)
			}
		}
	}
	chosen := []localForgeFact{}
	for _, fact := range facts {
		if names := localForgeNamed[place]; names == nil && len(chosen) < localForgeMostFacts || names[fact.Name] {
			chosen = append(chosen, fact)
		}
	}
	if len(chosen) == 0 {
		return localForgeValue{Shape: "ignored", Literal: "_"}
	}
	return localForgeValue{Shape: "parts", Literal: "_", Parts: chosen}
}

func localForgeFactsOf(name string, v localForge_reflect.Value, depth int) []localForgeFact {
	v = localForgeOpened(v)
	one := func(name, literal, shape string) []localForgeFact { return []localForgeFact{{name, literal, shape}} }
	if v.Kind() == localForge_reflect.Interface {
		if v.IsNil() {
			return one(name, "nil", "none")
		}
		if v.CanInterface() {
			if err, ok := v.Interface().(error); ok {
				return one(name, localForge_strconv.Quote(err.Error()), "error")
			}
		}
		inner := v.Elem()
		switch inner.Kind() {
		case localForge_reflect.Ptr, localForge_reflect.Func, localForge_reflect.Chan:
			return one(name, localForge_strconv.Quote(inner.Type().String()), "type")
		}
	}
	if v.Kind() == localForge_reflect.Ptr && !v.IsNil() {
		if v.CanInterface() {
			switch known := v.Interface().(type) {
			case localForge_fmt.Stringer:
				if kind := v.Type().String(); kind == "*bytes.Buffer" || kind == "*strings.Builder" {
					if len(known.String()) > 400 {
						return nil
					}
					return one(name+".String()", localForge_strconv.Quote(known.String()), "primitive")
				}
			}
			if v.Type().String() == "*httptest.ResponseRecorder" {
				return append(localForgeFactsOf(name+".Code", v.Elem().FieldByName("Code"), 2), localForgeFactsOf(name+".Body", v.Elem().FieldByName("Body"), 2)...)
			}
		}
		if v.Elem().Kind() == localForge_reflect.Struct {
			return localForgeFactsOf(name, v.Elem(), depth)
		}
		if kind := v.Elem().Kind(); kind == localForge_reflect.Ptr || kind == localForge_reflect.Interface {
			return localForgeFactsOf("(*"+name+")", v.Elem(), depth)
		}
		return localForgeFactsOf("*"+name, v.Elem(), depth)
	}
	switch v.Kind() {
	case localForge_reflect.Struct:
		facts := []localForgeFact{}
		if depth > 2 {
			return facts
		}
		for i := 0; i < v.NumField(); i++ {
			if localForgeIsOpen(v.Type(), i) && v.Type().Field(i).Name != "_" {
				facts = append(facts, localForgeFactsOf(name+"."+v.Type().Field(i).Name, v.Field(i), depth+1)...)
			}
		}
		return facts
	case localForge_reflect.Func, localForge_reflect.Chan:
		if v.IsNil() {
			return one(name, "nil", "none")
		}
		return one(name, "", "some")
	}
	if v.Kind() == localForge_reflect.Ptr {
		return one(name, "nil", "none")
	}
	if text, shape, ok := localForgeLiteral(v, 0, false); ok && len(text) <= 300 {
		return one(name, text, shape)
	}
	switch v.Kind() {
	case localForge_reflect.Slice, localForge_reflect.Map:
		return one("len("+name+")", localForge_strconv.Itoa(v.Len()), "primitive")
	case localForge_reflect.Interface:
		return one(name, localForge_strconv.Quote(v.Elem().Type().String()), "type")
	}
	return nil
}
`;
