/** Strings, and names of classes with their packages, each in one piece. */
export const JAVA_SEEN_AS = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|(?<![\w.$])((?:[a-z_]\w*\.)*[a-z_]\w*)\.([A-Z]\w*)/g;

const STANDARD: Readonly<Record<string, string>> = {
  'java.io':
    'BufferedReader ByteArrayInputStream ByteArrayOutputStream File IOException InputStream OutputStream PrintStream Reader StringReader StringWriter UncheckedIOException Writer',
  'java.math': 'BigDecimal BigInteger MathContext RoundingMode',
  'java.nio.charset': 'StandardCharsets',
  'java.nio.file': 'Path Paths',
  'java.time':
    'DayOfWeek Duration Instant LocalDate LocalDateTime LocalTime Month OffsetDateTime Period Year YearMonth ZoneId ZoneOffset ZonedDateTime',
  'java.util':
    'ArrayDeque ArrayList Arrays BitSet Collection Collections Comparator Currency Date Deque EnumMap EnumSet HashMap HashSet Iterator LinkedHashMap LinkedHashSet LinkedList List Locale Map NoSuchElementException Objects Optional OptionalDouble OptionalInt OptionalLong PriorityQueue Properties Queue Random Scanner Set SortedMap SortedSet StringJoiner TreeMap TreeSet UUID',
  'java.util.function':
    'BiConsumer BiFunction BiPredicate BinaryOperator BooleanSupplier Consumer DoubleUnaryOperator Function IntBinaryOperator IntFunction IntPredicate IntSupplier IntUnaryOperator Predicate Supplier ToIntFunction UnaryOperator',
  'java.util.regex': 'Pattern',
  'java.util.stream': 'Collectors IntStream LongStream Stream',
};

const PACKAGE_OF = new Map(
  Object.entries(STANDARD).flatMap(([from, names]) => names.split(' ').map((name) => [name, from] as const)),
);

/** The package of a class of Java that calls are made with, though the source file may not need it. */
export function packageOfClass(name: string): string | undefined {
  return PACKAGE_OF.get(name);
}
