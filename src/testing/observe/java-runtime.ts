/**
 * What stands in the class of a probe before its trials. Plain Java 8, in which it may have to compile, and with whole names: the package may have
 * a `String` of its own. What is longer than its 1000 lines is refused.
 */
export const JAVA_RUNTIME = String.raw`
static final java.lang.Object LF_VOID = new java.lang.Object();
static final int LF_RELEASE = lfRelease();

static int lfRelease() {
  try (java.io.InputStream code = LocalForgeProbeTest.class.getResourceAsStream("LocalForgeProbeTest.class")) {
    for (int skipped = 0; skipped < 6; skipped++) code.read();
    return code.read() * 256 + code.read() - 44;
  } catch (java.io.IOException unknown) {
    return 8;
  }
}

/** What a trial came to, as JSON. */
static final class LfMade {
  java.lang.String outcome;
  java.lang.String expected;
}

static final class LfCall {
  volatile boolean begun;
  volatile boolean ended;
  void begin() { begun = true; }
  void end() { ended = true; }

  java.lang.String[] literals(java.lang.Object[] values) {
    java.lang.String[] found = new java.lang.String[values.length];
    for (int at = 0; at < values.length; at++) found[at] = lfValue(values[at]);
    return found;
  }

  LfMade made(java.lang.Object value, java.lang.String[] names, java.lang.String[] before, java.lang.Object[] after, java.lang.Object[] expected) {
    java.lang.StringBuilder changed = new java.lang.StringBuilder();
    java.lang.String[] now = literals(after);
    for (int at = 0; at < names.length; at++) {
      if (now[at].equals(before[at]) || !now[at].contains("\"literal\":")) continue;
      changed.append(changed.length() == 0 ? "" : ",").append("{\"name\":").append(lfJson(names[at])).append(",").append(now[at]).append("}");
    }
    LfMade made = new LfMade();
    java.lang.String more = changed.length() == 0 ? "" : ",\"after\":[" + changed + "]";
    if (value == LF_VOID) made.outcome = "{\"kind\":\"value\"," + (more.isEmpty() ? "" : "\"literal\":\"void\",") + "\"shape\":\"primitive\"" + more + "}";
    else made.outcome = "{\"kind\":\"value\"," + lfValue(value) + more + "}";
    if (expected != null && expected.length == 1) made.expected = "{\"kind\":\"value\"," + lfValue(lfAs(expected[0], value)) + "}";
    return made;
  }
}

/** A number that is written as another type than it is compared with. */
static java.lang.Object lfAs(java.lang.Object value, java.lang.Object like) {
  if (!(value instanceof java.lang.Number) || !(like instanceof java.lang.Number)) return value;
  java.lang.Number number = (java.lang.Number) value;
  java.lang.Object as = value;
  if (like instanceof java.lang.Long) as = number.longValue();
  if (like instanceof java.lang.Integer) as = number.intValue();
  if (like instanceof java.lang.Short) as = number.shortValue();
  if (like instanceof java.lang.Byte) as = number.byteValue();
  if (like instanceof java.lang.Double) as = number.doubleValue();
  if (like instanceof java.lang.Float) as = number.floatValue();
  return ((java.lang.Number) as).doubleValue() == number.doubleValue() ? as : value;
}

static java.lang.String lfJson(java.lang.String text) {
  java.lang.StringBuilder said = new java.lang.StringBuilder("\"");
  for (int at = 0; at < text.length(); at++) {
    char one = text.charAt(at);
    if (one == '"' || one == '\\') said.append('\\').append(one);
    else if (one < ' ' || one > '~') said.append(java.lang.String.format("\\u%04x", (int) one));
    else said.append(one);
  }
  return said.append('"').toString();
}

/** Parts of an outcome: literal, shape, and what tells it from others where it has no literal. */
static java.lang.String lfValue(java.lang.Object value) {
  java.lang.String literal = lfLiteral(value, 0);
  if (literal != null && literal.length() <= 1000) {
    boolean isPlain = value == null || value instanceof java.lang.Number || value instanceof java.lang.Boolean || value instanceof java.lang.String || value instanceof java.lang.Character || value instanceof java.lang.Enum;
    return "\"literal\":" + lfJson(literal) + ",\"shape\":\"" + (isPlain ? "primitive" : "equal") + "\"";
  }
  java.lang.String said = lfSaid(value);
  if (said == null) return "\"shape\":\"equal\",\"trace\":" + lfJson(value.getClass().getName());
  return "\"literal\":" + lfJson(lfQuoted(said)) + ",\"shape\":\"equal\",\"isDebug\":true";
}

/** What the toString of a class says, where it says something of the value. */
static java.lang.String lfSaid(java.lang.Object value) {
  java.lang.Class<?> type = value.getClass();
  if (type.isArray() || type.isSynthetic() || type.getName().contains("Lambda") || value instanceof java.lang.Thread) return null;
  if (value instanceof java.util.Collection || value instanceof java.util.Map || value instanceof java.util.stream.BaseStream) return null;
  try {
    if (type.getMethod("toString").getDeclaringClass() == java.lang.Object.class) return null;
    java.lang.String said = value.toString();
    return said == null || said.length() > 400 || java.util.regex.Pattern.compile("@[0-9a-f]{3,}").matcher(said).find() ? null : said;
  } catch (java.lang.Throwable unknown) {
    return null;
  }
}

static java.lang.String lfQuoted(java.lang.String text) {
  java.lang.StringBuilder said = new java.lang.StringBuilder("\"");
  for (int at = 0; at < text.length(); at++) said.append(lfCharacter(text.charAt(at), '"'));
  return said.append('"').toString();
}

static java.lang.String lfCharacter(char one, char quote) {
  switch (one) {
    case '\n': return "\\n";
    case '\t': return "\\t";
    case '\r': return "\\r";
    case '\\': return "\\\\";
    default:
      if (one == quote) return "\\" + one;
      return one < ' ' || one > '~' && !java.lang.Character.isLetterOrDigit(one) ? java.lang.String.format("\\u%04x", (int) one) : java.lang.String.valueOf(one);
  }
}

/** A type as a test of the package calls it, with its whole name where it is neither its own nor of java.lang; null where it cannot. */
static java.lang.String lfType(java.lang.Class<?> type) {
  if (type.isArray()) {
    java.lang.String of = lfType(type.getComponentType());
    return of == null ? null : of + "[]";
  }
  java.lang.String name = type.getCanonicalName();
  if (name == null) return null;
  if (type.isPrimitive()) return name;
  java.lang.String own = lfPackage(LocalForgeProbeTest.class);
  java.lang.String its = lfPackage(type);
  for (java.lang.Class<?> one = type; one != null; one = one.getEnclosingClass()) {
    int modifiers = one.getModifiers();
    boolean isOpen = java.lang.reflect.Modifier.isPublic(modifiers) || its.equals(own) && !java.lang.reflect.Modifier.isPrivate(modifiers);
    if (!isOpen) return null;
  }
  return its.equals(own) && !own.isEmpty() || its.equals("java.lang") ? name.substring(its.length() + 1) : name;
}

static java.lang.String lfPackage(java.lang.Class<?> type) {
  java.lang.String name = type.getName();
  return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : "";
}

/** Source text of an expression that equals the value; null where there is none. */
static java.lang.String lfLiteral(java.lang.Object value, int depth) {
  return lfLiteral(value, depth, depth == 0);
}

/** A list compares what it holds by equals, which arrays have not: they stand by themselves or in one another. */
static java.lang.String lfLiteral(java.lang.Object value, int depth, boolean mayBeArray) {
  if (value == null) return "null";
  if (depth > 4) return null;
  if (value instanceof java.lang.Boolean || value instanceof java.lang.Integer) return value.toString();
  if (value instanceof java.lang.Long) return value + "L";
  if (value instanceof java.lang.Short) return "(short) " + value;
  if (value instanceof java.lang.Byte) return "(byte) " + value;
  if (value instanceof java.lang.Double || value instanceof java.lang.Float) {
    java.lang.String name = value.getClass().getSimpleName();
    double number = ((java.lang.Number) value).doubleValue();
    if (java.lang.Double.isNaN(number)) return name + ".NaN";
    if (java.lang.Double.isInfinite(number)) return name + (number > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY");
    return value + (value instanceof java.lang.Float ? "f" : "");
  }
  if (value instanceof java.lang.Character) return "'" + lfCharacter((java.lang.Character) value, '\'') + "'";
  if (value instanceof java.lang.String) return ((java.lang.String) value).length() > 400 ? null : lfQuoted((java.lang.String) value);
  java.lang.Class<?> type = value.getClass();
  if (value instanceof java.lang.Enum) {
    java.lang.String name = lfType(((java.lang.Enum<?>) value).getDeclaringClass());
    return name == null ? null : name + "." + ((java.lang.Enum<?>) value).name();
  }
  if (value instanceof java.lang.Class) {
    java.lang.String name = lfType((java.lang.Class<?>) value);
    return name == null ? null : name + ".class";
  }
  if (type.isArray()) {
    java.lang.String name = mayBeArray ? lfType(type) : null;
    if (name == null) return null;
    java.lang.StringBuilder items = new java.lang.StringBuilder();
    int length = java.lang.reflect.Array.getLength(value);
    if (length > 60) return null;
    for (int at = 0; at < length; at++) {
      java.lang.String item = lfLiteral(java.lang.reflect.Array.get(value, at), depth + 1, true);
      if (item == null) return null;
      items.append(at == 0 ? "" : ", ").append(item);
    }
    return "new " + name + " {" + items + "}";
  }
  if (value instanceof java.util.List) return lfList((java.util.List<?>) value, "java.util.List", false, depth);
  if (value instanceof java.util.Set) return lfList((java.util.Set<?>) value, "java.util.Set", true, depth);
  if (value instanceof java.util.Map) return lfMap((java.util.Map<?, ?>) value, depth);
  if (value instanceof java.util.Optional) {
    java.util.Optional<?> held = (java.util.Optional<?>) value;
    java.lang.String inner = held.isPresent() ? lfLiteral(held.get(), depth + 1) : "";
    return inner == null ? null : held.isPresent() ? "java.util.Optional.of(" + inner + ")" : "java.util.Optional.empty()";
  }
  if (value instanceof java.util.OptionalInt || value instanceof java.util.OptionalLong || value instanceof java.util.OptionalDouble) {
    java.util.regex.Matcher said = java.util.regex.Pattern.compile("\\[(.*)\\]").matcher(value.toString());
    java.lang.String name = type.getName();
    return !said.find() ? name + ".empty()" : name + ".of(" + said.group(1) + (value instanceof java.util.OptionalLong ? "L" : "") + ")";
  }
  java.lang.String name = type.getName();
  java.lang.String said = lfQuoted(java.lang.String.valueOf(lfPlain(value) ? value : ""));
  if (name.equals("java.math.BigDecimal") || name.equals("java.math.BigInteger")) return "new " + name + "(" + said + ")";
  if (name.matches("java\\.time\\.(LocalDate|LocalTime|LocalDateTime|Duration|Period|Instant|Year|YearMonth|ZonedDateTime|OffsetDateTime)")) return name + ".parse(" + said + ")";
  if (value instanceof java.util.UUID) return "java.util.UUID.fromString(" + said + ")";
  if (value instanceof java.nio.file.Path) return "java.nio.file.Paths.get(" + said + ")";
  return lfRecord(value, depth);
}

static boolean lfPlain(java.lang.Object value) {
  java.lang.String name = value.getClass().getName();
  return name.startsWith("java.math.") || name.startsWith("java.time.") || value instanceof java.util.UUID || value instanceof java.nio.file.Path;
}

static java.lang.String lfList(java.util.Collection<?> values, java.lang.String name, boolean isSorted, int depth) {
  if (values.size() > 40) return null;
  java.util.List<java.lang.String> items = new java.util.ArrayList<>();
  for (java.lang.Object one : values) {
    java.lang.String item = lfLiteral(one, depth + 1);
    if (item == null) return null;
    items.add(item);
  }
  if (isSorted) java.util.Collections.sort(items);
  java.lang.String list = java.lang.String.join(", ", items);
  boolean isLast = LF_RELEASE >= 9 && !items.contains("null");
  if (isLast) return name + ".of(" + list + ")";
  if (isSorted) return "new java.util.HashSet<>(java.util.Arrays.asList(" + list + "))";
  return items.isEmpty() ? "java.util.Collections.emptyList()" : items.size() == 1 && list.equals("null") ? "java.util.Collections.singletonList(null)" : "java.util.Arrays.asList(" + list + ")";
}

static java.lang.String lfMap(java.util.Map<?, ?> values, int depth) {
  if (values.size() > 10) return null;
  java.util.List<java.lang.String> items = new java.util.ArrayList<>();
  for (java.util.Map.Entry<?, ?> one : values.entrySet()) {
    java.lang.String key = lfLiteral(one.getKey(), depth + 1);
    java.lang.String item = lfLiteral(one.getValue(), depth + 1);
    if (key == null || item == null) return null;
    items.add(key + ", " + item);
  }
  java.util.Collections.sort(items);
  java.lang.String list = java.lang.String.join(", ", items);
  if (LF_RELEASE >= 9 && !values.containsValue(null) && !list.matches("(?s).*\\bnull\\b.*")) return "java.util.Map.of(" + list + ")";
  if (items.isEmpty()) return "java.util.Collections.emptyMap()";
  return items.size() == 1 ? "java.util.Collections.singletonMap(" + list + ")" : null;
}

/** A record, by the constructor that every record has, where what that makes equals it. */
static java.lang.String lfRecord(java.lang.Object value, int depth) {
  java.lang.Class<?> type = value.getClass();
  java.lang.String name = lfType(type);
  if (name == null || type.getSuperclass() == null || !type.getSuperclass().getName().equals("java.lang.Record")) return null;
  try {
    java.lang.Object[] parts = (java.lang.Object[]) java.lang.Class.class.getMethod("getRecordComponents").invoke(type);
    java.lang.Class<?>[] types = new java.lang.Class<?>[parts.length];
    java.lang.Object[] given = new java.lang.Object[parts.length];
    java.util.List<java.lang.String> items = new java.util.ArrayList<>();
    for (int at = 0; at < parts.length; at++) {
      java.lang.Class<?> part = parts[at].getClass();
      types[at] = (java.lang.Class<?>) part.getMethod("getType").invoke(parts[at]);
      java.lang.reflect.Method accessor = (java.lang.reflect.Method) part.getMethod("getAccessor").invoke(parts[at]);
      accessor.setAccessible(true);
      given[at] = accessor.invoke(value);
      java.lang.String item = lfLiteral(given[at], depth + 1);
      if (item == null) return null;
      items.add(item);
    }
    java.lang.reflect.Constructor<?> made = type.getDeclaredConstructor(types);
    made.setAccessible(true);
    if (!made.newInstance(given).equals(value)) return null;
    java.lang.String generic = type.getTypeParameters().length > 0 ? "<>" : "";
    return "new " + name + generic + "(" + java.lang.String.join(", ", items) + ")";
  } catch (java.lang.Throwable unknown) {
    return null;
  }
}

static java.lang.String lfThrown(java.lang.Throwable thrown) {
  java.lang.Class<?> type = thrown.getClass();
  while (lfType(type) == null) type = type.getSuperclass();
  java.lang.StackTraceElement[] frames = thrown.getStackTrace();
  java.lang.String top = frames.length == 0 ? "" : frames[0].getClassName();
  boolean isOfJava = top.matches("(java|javax|jdk|sun|com\\.sun)\\..*");
  java.lang.String message = isOfJava || thrown.getMessage() == null ? "" : thrown.getMessage();
  return "{\"kind\":\"throws\",\"type\":" + lfJson(lfType(type)) + ",\"message\":" + lfJson(message) + (lfIsAccident(thrown, top, isOfJava) ? ",\"isAccident\":true" : "") + "}";
}

/** Nobody has thrown it on purpose: Java itself has, for what code did not expect. */
static boolean lfIsAccident(java.lang.Throwable thrown, java.lang.String top, boolean isOfJava) {
  java.lang.String said = java.lang.String.valueOf(thrown.getMessage());
  if (thrown instanceof java.lang.VirtualMachineError || thrown instanceof java.lang.LinkageError) return true;
  if (thrown instanceof java.lang.ClassCastException || thrown instanceof java.lang.ArrayStoreException || thrown instanceof java.lang.NegativeArraySizeException) return true;
  for (java.lang.StackTraceElement frame : thrown.getStackTrace())
    if (frame.getClassName().equals("java.util.Objects")) return false;
  if (thrown instanceof java.lang.NullPointerException) return isOfJava || said.equals("null") || said.startsWith("Cannot ");
  if (thrown instanceof java.lang.IndexOutOfBoundsException) return isOfJava || said.matches("Index -?\\d+ out of bounds for length \\d+");
  if (thrown instanceof java.lang.ArithmeticException) return said.equals("/ by zero");
  return thrown instanceof java.lang.UnsupportedOperationException && top.startsWith("java.util.");
}

static void lfClear(int mutant) {
  LocalForgeState.mutant = mutant;
  java.util.Arrays.fill(LocalForgeState.hits, false);
  java.util.Arrays.fill(LocalForgeState.reached, false);
  LocalForgeState.steps = 0;
  LocalForgeState.limit = 200000;
}

static LfMade lfRun(int number, int mutant) throws java.lang.InterruptedException {
  lfClear(mutant);
  LfCall call = new LfCall();
  LfMade[] made = new LfMade[1];
  java.lang.Thread thread = new java.lang.Thread(() -> {
    LfMade one = new LfMade();
    try {
      one = lfMake(number, call);
    } catch (java.lang.Throwable thrown) {
      java.lang.String said = java.lang.String.valueOf(thrown);
      if (said.contains("LocalForgeEndless")) one.outcome = "{\"kind\":\"unusable\",\"reason\":\"It does not end.\"}";
      else if (!call.begun || call.ended) one.outcome = "{\"kind\":\"unusable\",\"reason\":" + lfJson(said) + "}";
      else one.outcome = lfThrown(thrown);
    }
    made[0] = one;
  });
  thread.setDaemon(true);
  thread.start();
  thread.join(2000);
  // Nothing else ends a thread.
  if (made[0] == null) java.lang.Runtime.getRuntime().halt(3);
  return made[0];
}

static java.lang.String lfKeys(boolean[] flags) {
  java.lang.StringBuilder keys = new java.lang.StringBuilder();
  for (int at = 0; at < flags.length; at++) if (flags[at]) keys.append(keys.length() == 0 ? "" : ",").append(at);
  return "[" + keys + "]";
}

@org.junit.jupiter.api.Test
void lfProbe() throws java.lang.Exception {
  long started = java.lang.System.currentTimeMillis();
  try (java.io.Writer out = new java.io.OutputStreamWriter(new java.io.FileOutputStream(LF_OUTPUT, true), "UTF-8")) {
    for (int number : LF_TRIALS) {
      out.write("{\"trial\":" + number + ",\"begun\":true}\n");
      out.flush();
      LfMade first = lfRun(number, 0);
      java.lang.String branches = lfKeys(LocalForgeState.hits);
      boolean[] reached = LocalForgeState.reached.clone();
      LfMade second = lfRun(number, 0);
      java.lang.String line = "{\"trial\":" + number + ",\"outcomes\":[" + first.outcome + "," + second.outcome + "],\"branches\":" + branches + ",\"reached\":" + lfKeys(reached) + (first.expected == null ? "" : ",\"expected\":" + first.expected);
      out.write(line + "}\n");
      out.flush(); // a mutant may end the process
      boolean[] killed = new boolean[reached.length];
      boolean isSteady = first.outcome.equals(second.outcome) && !first.outcome.startsWith("{\"kind\":\"unusable\"");
      for (int mutant = 0; mutant < reached.length && isSteady; mutant++) {
        if (java.lang.System.currentTimeMillis() - started > LF_BUDGET) break;
        if (reached[mutant] && !lfRun(number, mutant).outcome.equals(first.outcome)) killed[mutant] = true;
      }
      out.write(line + ",\"killed\":" + lfKeys(killed) + "}\n");
      out.flush();
      if (java.lang.System.currentTimeMillis() - started > LF_BUDGET) break;
    }
  } finally {
    LocalForgeState.mutant = 0;
  }
}
`;
