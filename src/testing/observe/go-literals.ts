/** Of the probe of Go: source text of expressions that give what a value is. */
export const GO_LITERALS = String.raw`
func localForgeTypeName(t localForge_reflect.Type) (string, bool) {
	switch t.Kind() {
	case localForge_reflect.Slice:
		name, ok := localForgeTypeName(t.Elem())
		return "[]" + name, ok
	case localForge_reflect.Array:
		name, ok := localForgeTypeName(t.Elem())
		return "[" + localForge_strconv.Itoa(t.Len()) + "]" + name, ok
	case localForge_reflect.Map:
		if t.Name() != "" {
			break
		}
		key, ok := localForgeTypeName(t.Key())
		item, fine := localForgeTypeName(t.Elem())
		return "map[" + key + "]" + item, ok && fine
	case localForge_reflect.Ptr:
		name, ok := localForgeTypeName(t.Elem())
		return "*" + name, ok
	}
	name := t.String()
	if name == "interface {}" {
		return "interface{}", true
	}
	if localForge_strings.HasPrefix(name, localForgePackage+".") {
		return name[len(localForgePackage)+1:], !localForge_strings.Contains(name, "[")
	}
	if t.PkgPath() != "" && t.Name() != "" && t.PkgPath() != "main" {
		isExported := t.Name()[0] >= 'A' && t.Name()[0] <= 'Z'
		return name, isExported && localForgeImportable[t.PkgPath()] && !localForge_strings.Contains(name, "[")
	}
	return name, !localForge_strings.ContainsAny(name, ".[{ ")
}

// Source text of an expression of the value's type; inner is true inside of another value, where the type may have to be said.
func localForgeLiteral(v localForge_reflect.Value, depth int, inner bool) (string, string, bool) {
	if depth > 6 {
		return "", "", false
	}
	named := func(text string, usual string) (string, string, bool) {
		name, ok := localForgeTypeName(v.Type())
		if !inner || name == usual {
			return text, "primitive", true
		}
		return name + "(" + text + ")", "primitive", ok
	}
	switch v.Kind() {
	case localForge_reflect.Bool:
		return named(localForge_strconv.FormatBool(v.Bool()), "bool")
	case localForge_reflect.Int, localForge_reflect.Int8, localForge_reflect.Int16, localForge_reflect.Int32, localForge_reflect.Int64:
		return named(localForge_strconv.FormatInt(v.Int(), 10), "int")
	case localForge_reflect.Uint, localForge_reflect.Uint8, localForge_reflect.Uint16, localForge_reflect.Uint32, localForge_reflect.Uint64, localForge_reflect.Uintptr:
		return named(localForge_strconv.FormatUint(v.Uint(), 10), "uint")
	case localForge_reflect.Float32, localForge_reflect.Float64:
		f := v.Float()
		if f != f || f > 1e300 || f < -1e300 {
			return "", "", false
		}
		bits := 64
		if v.Kind() == localForge_reflect.Float32 {
			bits = 32
		}
		text := localForge_strconv.FormatFloat(f, 'g', -1, bits)
		if !localForge_strings.ContainsAny(text, ".e") {
			text += ".0"
		}
		return named(text, "float64")
	case localForge_reflect.String:
		if v.Len() > 400 {
			return "", "", false
		}
		return named(localForge_strconv.Quote(v.String()), "string")
	case localForge_reflect.Slice, localForge_reflect.Array:
		name, ok := localForgeTypeName(v.Type())
		if !ok || v.Len() > 60 {
			return "", "", false
		}
		if v.Kind() == localForge_reflect.Slice && v.IsNil() {
			return name + "(nil)", "equal", true
		}
		parts := []string{}
		for i := 0; i < v.Len(); i++ {
			part, _, ok := localForgeLiteral(v.Index(i), depth+1, v.Type().Elem().Kind() == localForge_reflect.Interface)
			if !ok {
				return "", "", false
			}
			parts = append(parts, part)
		}
		return name + "{" + localForge_strings.Join(parts, ", ") + "}", "equal", true
	case localForge_reflect.Map:
		name, ok := localForgeTypeName(v.Type())
		if !ok || v.Len() > 60 {
			return "", "", false
		}
		if v.IsNil() {
			return name + "(nil)", "equal", true
		}
		parts := []string{}
		for _, key := range v.MapKeys() {
			k, _, ok := localForgeLiteral(key, depth+1, v.Type().Key().Kind() == localForge_reflect.Interface)
			item, _, fine := localForgeLiteral(v.MapIndex(key), depth+1, v.Type().Elem().Kind() == localForge_reflect.Interface)
			if !ok || !fine {
				return "", "", false
			}
			parts = append(parts, k+": "+item)
		}
		localForge_sort.Strings(parts)
		return name + "{" + localForge_strings.Join(parts, ", ") + "}", "equal", true
	case localForge_reflect.Struct:
		name, ok := localForgeTypeName(v.Type())
		if !ok || v.Type().Name() == "" {
			return "", "", false
		}
		parts := []string{}
		for i := 0; i < v.NumField(); i++ {
			if v.Field(i).IsZero() {
				continue
			}
			if !localForgeIsOpen(v.Type(), i) {
				return "", "", false
			}
			part, _, ok := localForgeLiteral(v.Field(i), depth+1, v.Field(i).Kind() == localForge_reflect.Interface)
			if !ok {
				return "", "", false
			}
			parts = append(parts, v.Type().Field(i).Name+": "+part)
		}
		return name + "{" + localForge_strings.Join(parts, ", ") + "}", "equal", true
	case localForge_reflect.Ptr:
		if v.IsNil() {
			name, ok := localForgeTypeName(v.Type())
			return "(" + name + ")(nil)", "equal", ok
		}
		if v.Elem().Kind() != localForge_reflect.Struct {
			return "", "", false
		}
		text, _, ok := localForgeLiteral(v.Elem(), depth+1, true)
		return "&" + text, "equal", ok
	case localForge_reflect.Interface:
		if v.IsNil() {
			return "nil", "primitive", true
		}
		return localForgeLiteral(v.Elem(), depth+1, true)
	}
	return "", "", false
}
`;
