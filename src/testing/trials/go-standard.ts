/** Values of types of Go's standard library, the usual ones first. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  error: ['nil', 'errors.New("a")'],
  'time.Duration': ['time.Second', '0', '-time.Minute', '90*time.Minute'],
  'time.Time': ['time.Unix(0, 0).UTC()', 'time.Time{}'],
  'time.Month': ['time.March'],
  'time.Weekday': ['time.Monday'],
  '*time.Location': ['time.UTC', 'nil'],
  'context.Context': ['context.Background()'],
  'io.Reader': ['strings.NewReader("a b")', 'strings.NewReader("")'],
  'io.ReadSeeker': ['strings.NewReader("a b")', 'strings.NewReader("")'],
  'io.ReaderAt': ['strings.NewReader("a b")'],
  'io.RuneReader': ['strings.NewReader("a b")', 'strings.NewReader("")'],
  'io.ByteReader': ['strings.NewReader("a b")', 'strings.NewReader("")'],
  'io.RuneScanner': ['strings.NewReader("a b")', 'strings.NewReader("")'],
  'io.ReadCloser': ['io.NopCloser(strings.NewReader("a b"))', 'io.NopCloser(strings.NewReader(""))'],
  'io.Closer': ['io.NopCloser(strings.NewReader("a b"))'],
  'io.Writer': ['&bytes.Buffer{}'],
  'io.StringWriter': ['&bytes.Buffer{}'],
  'io.ByteWriter': ['&bytes.Buffer{}'],
  'io.ReadWriter': ['&bytes.Buffer{}', 'bytes.NewBufferString("a b")'],
  '*bytes.Buffer': ['&bytes.Buffer{}', 'bytes.NewBufferString("a b")'],
  'bytes.Buffer': ['bytes.Buffer{}'],
  '*bytes.Reader': ['bytes.NewReader([]byte("a b"))'],
  '*strings.Builder': ['&strings.Builder{}'],
  '*strings.Reader': ['strings.NewReader("a b")', 'strings.NewReader("")'],
  '*bufio.Reader': ['bufio.NewReader(strings.NewReader("a b\\nc"))', 'bufio.NewReader(strings.NewReader(""))'],
  '*bufio.Scanner': ['bufio.NewScanner(strings.NewReader("a b\\nc"))', 'bufio.NewScanner(strings.NewReader(""))'],
  '*bufio.Writer': ['bufio.NewWriter(&bytes.Buffer{})'],
  '*big.Int': ['big.NewInt(2)', 'big.NewInt(0)', 'big.NewInt(-1)'],
  '*big.Float': ['big.NewFloat(1.5)', 'big.NewFloat(0)'],
  '*big.Rat': ['big.NewRat(3, 2)'],
  'http.Handler': ['http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(204) })'],
  'http.HandlerFunc': ['http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(204) })'],
  '*http.Request': [
    'httptest.NewRequest("GET", "/a/", nil)',
    'httptest.NewRequest("POST", "/a?b=c", nil)',
    'httptest.NewRequest("OPTIONS", "/", nil)',
  ],
  'http.ResponseWriter': ['httptest.NewRecorder()'],
  '*http.Response': ['&http.Response{StatusCode: 200, Header: http.Header{"A": {"b"}}}', '&http.Response{}'],
  '*http.Client': ['&http.Client{}'],
  'http.Header': ['http.Header{"Content-Type": {"text/plain"}}', 'http.Header{}'],
  '*http.Cookie': ['&http.Cookie{Name: "a", Value: "b"}'],
  'url.Values': ['url.Values{"a": {"b"}}', 'url.Values{}'],
  '*url.URL': [
    '&url.URL{Scheme: "https", Host: "example.com", Path: "/a/b", RawQuery: "c=d"}',
    '&url.URL{Path: "/"}',
    '&url.URL{}',
  ],
  'url.URL': ['url.URL{Scheme: "https", Host: "example.com", Path: "/a/b"}', 'url.URL{}'],
  '*regexp.Regexp': ['regexp.MustCompile("a+")', 'regexp.MustCompile("^(\\\\d+)$")'],
  'reflect.Type': [
    'reflect.TypeOf("a")',
    'reflect.TypeOf(1)',
    'reflect.TypeOf(time.Second)',
    'reflect.TypeOf([]string{})',
    'reflect.TypeOf(map[string]int{})',
    'reflect.TypeOf(struct{ A int }{})',
    'reflect.TypeOf(1.5)',
    'reflect.TypeOf(true)',
    'reflect.TypeOf(new(int))',
  ],
  'reflect.Value': [
    'reflect.ValueOf("a")',
    'reflect.ValueOf(1)',
    'reflect.ValueOf([]string{"a", "b"})',
    'reflect.ValueOf(map[string]int{"a": 1})',
    'reflect.ValueOf(struct{ A int }{1})',
    'reflect.ValueOf(uint(2))',
    'reflect.ValueOf(1.5)',
    'reflect.ValueOf(true)',
    'reflect.ValueOf(new(int))',
    'reflect.ValueOf(new(int)).Elem()',
    'reflect.ValueOf([]byte("a"))',
  ],
  'reflect.Kind': [
    ...['String', 'Int', 'Slice', 'Map', 'Struct', 'Bool', 'Float64', 'Uint', 'Ptr', 'Interface', 'Array'],
  ].map((kind) => `reflect.${kind}`),
  'json.Number': ['json.Number("1")', 'json.Number("1.5")', 'json.Number("a")'],
  'json.RawMessage': ['json.RawMessage("{\\"a\\": 1}")', 'json.RawMessage("")'],
  '*json.Decoder': ['json.NewDecoder(strings.NewReader("{\\"a\\": 1}"))'],
  '*json.Encoder': ['json.NewEncoder(&bytes.Buffer{})'],
  'net.IP': ['net.ParseIP("192.0.2.1")', 'net.ParseIP("2001:db8::1")', 'nil'],
  'net.IPMask': ['net.CIDRMask(24, 32)'],
  'net.IPNet': ['net.IPNet{IP: net.IPv4(192, 0, 2, 0), Mask: net.CIDRMask(24, 32)}'],
  '*net.IPNet': ['&net.IPNet{IP: net.IPv4(192, 0, 2, 0), Mask: net.CIDRMask(24, 32)}'],
  'fs.FS': ['fstest.MapFS{"a.txt": {Data: []byte("a b")}}', 'fstest.MapFS{}'],
  'fs.FileMode': ['0644', '0'],
  'os.FileMode': ['0644', '0'],
  '*log.Logger': ['log.New(&bytes.Buffer{}, "", 0)'],
  '*slog.Logger': ['slog.New(slog.NewTextHandler(io.Discard, nil))'],
  'hash.Hash': ['sha256.New()'],
  '*rand.Rand': ['rand.New(rand.NewSource(1))'],
  'rand.Source': ['rand.NewSource(1)'],
  '*flag.Flag': [
    '&flag.Flag{Name: "a", Usage: "a `name` b"}',
    'func() *flag.Flag { set := flag.NewFlagSet("a", flag.ContinueOnError); set.Bool("b", false, "c"); return set.Lookup("b") }()',
    'func() *flag.Flag { set := flag.NewFlagSet("a", flag.ContinueOnError); set.String("name", "d", "c"); return set.Lookup("name") }()',
  ],
  '*flag.FlagSet': ['flag.NewFlagSet("a", flag.ContinueOnError)'],
  'flag.ErrorHandling': ['flag.ContinueOnError'],
  'sort.Interface': ['sort.IntSlice{3, 1, 2}', 'sort.IntSlice{}'],
  'fmt.Stringer': ['time.Second', 'bytes.NewBufferString("a b")'],
  'encoding.TextMarshaler': ['time.Unix(0, 0).UTC()'],
  'encoding.TextUnmarshaler': ['&time.Time{}'],
  'binary.ByteOrder': ['binary.BigEndian', 'binary.LittleEndian'],
  'netip.Addr': ['netip.MustParseAddr("192.0.2.1")', 'netip.Addr{}'],
};

/** The methods of interfaces of the standard library, for interfaces of a package that ask for some of them. */
const METHODS: Readonly<Record<string, readonly string[]>> = {
  error: ['Error'],
  'io.Reader': ['Read'],
  'io.Writer': ['Write'],
  'io.ReadWriter': ['Read', 'Write'],
  'io.Closer': ['Close'],
  'io.ReadCloser': ['Read', 'Close'],
  'io.StringWriter': ['WriteString'],
  'io.ByteReader': ['ReadByte'],
  'io.RuneReader': ['ReadRune'],
  'fmt.Stringer': ['String'],
  'sort.Interface': ['Len', 'Less', 'Swap'],
  'http.Handler': ['ServeHTTP'],
  'http.ResponseWriter': ['Header', 'Write', 'WriteHeader'],
  'context.Context': ['Deadline', 'Done', 'Err', 'Value'],
};

/** Values by the methods that they have. */
const IMPLEMENTERS: readonly (readonly [methods: readonly string[], value: string])[] = [
  [['Error'], 'errors.New("a")'],
  [['String'], 'bytes.NewBufferString("a b")'],
  [['Len', 'Less', 'Swap'], 'sort.IntSlice{3, 1, 2}'],
  [['ServeHTTP'], 'http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(204) })'],
  [['Header', 'Write', 'WriteHeader', 'Flush'], 'httptest.NewRecorder()'],
  [['Deadline', 'Done', 'Err', 'Value'], 'context.Background()'],
  [
    ['Read', 'ReadByte', 'ReadRune', 'Seek', 'Len', 'UnreadByte', 'UnreadRune', 'ReadAt', 'WriteTo', 'Size'],
    'strings.NewReader("a b")',
  ],
  [
    [
      ...['Write', 'WriteString', 'WriteByte', 'WriteRune', 'Read', 'ReadByte', 'ReadRune', 'ReadString', 'ReadBytes'],
      ...['Len', 'Bytes', 'String', 'Reset', 'Truncate', 'ReadFrom', 'WriteTo', 'Cap', 'Grow', 'Next'],
    ],
    'bytes.NewBufferString("a b")',
  ],
  [['Read', 'Close'], 'io.NopCloser(strings.NewReader("a b"))'],
  [['Lock', 'Unlock', 'TryLock'], '&sync.Mutex{}'],
  [['Int63', 'Seed'], 'rand.NewSource(1)'],
];

/** Packages that the values above are of and that code under test need not import itself. */
export const STANDARD_PACKAGES: readonly string[] = [
  ...[
    'bufio',
    'bytes',
    'context',
    'errors',
    'fmt',
    'io',
    'io/fs',
    'math',
    'os',
    'reflect',
    'regexp',
    'sort',
    'strconv',
  ],
  ...['strings', 'sync', 'time', 'unicode', 'net', 'net/http', 'net/http/httptest', 'net/url', 'net/netip'],
  ...['math/big', 'math/rand', 'encoding/json', 'encoding/binary', 'path/filepath', 'flag', 'log', 'testing/fstest'],
  'testing/iotest',
  ...['crypto/sha256', 'log/slog'],
];

/** Values of a type of the standard library; undefined for another one. */
export function standardValues(type: string): readonly string[] | undefined {
  return Object.hasOwn(VALUES, type) ? VALUES[type] : undefined;
}

/** Those of which reading or writing fails. */
const FAILING: Readonly<Record<string, string>> = {
  'io.Reader': 'iotest.ErrReader(errors.New("a"))',
  'io.ReadCloser': 'io.NopCloser(iotest.ErrReader(errors.New("a")))',
  'io.Writer': 'func() io.Writer { reader, writer := io.Pipe(); reader.Close(); return writer }()',
};

/** A value of a type of the standard library with which what code does with it fails; undefined for one that has none. */
export function failingValue(type: string): string | undefined {
  return Object.hasOwn(FAILING, type) ? FAILING[type] : undefined;
}

/** The methods of an interface of the standard library. */
export function standardMethods(type: string): readonly string[] | undefined {
  return Object.hasOwn(METHODS, type) ? METHODS[type] : undefined;
}

/** Values of the standard library that have all of these methods. */
export function standardImplementers(methods: readonly string[]): string[] {
  return IMPLEMENTERS.flatMap(([known, value]) => (methods.every((one) => known.includes(one)) ? [value] : []));
}
