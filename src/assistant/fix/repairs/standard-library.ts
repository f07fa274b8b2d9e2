/** Packages of Go's standard library that code says by their last name (https://pkg.go.dev/std), the usual one of a name first. */
const GO_PACKAGES: readonly string[] = (
  'bufio bytes cmp context crypto embed errors expvar flag fmt html io iter log maps math net os path plugin reflect regexp runtime slices sort ' +
  'strconv strings sync syscall testing time unicode unique unsafe archive/tar archive/zip compress/bzip2 compress/flate compress/gzip compress/lzw ' +
  'compress/zlib container/heap container/list container/ring crypto/aes crypto/cipher crypto/des crypto/ecdsa crypto/ed25519 crypto/elliptic ' +
  'crypto/hmac crypto/md5 crypto/rsa crypto/sha1 crypto/sha256 crypto/sha512 crypto/subtle crypto/tls crypto/x509 database/sql ' +
  'database/sql/driver debug/buildinfo encoding/ascii85 encoding/asn1 encoding/base32 encoding/base64 encoding/binary encoding/csv encoding/gob ' +
  'encoding/hex encoding/json encoding/pem encoding/xml encoding go/ast go/build go/format go/parser go/printer go/token go/types hash/adler32 ' +
  'hash/crc32 hash/crc64 hash/fnv hash/maphash hash html/template text/template image image/color image/draw image/gif image/jpeg image/png ' +
  'index/suffixarray io/fs io/ioutil log/slog math/big math/bits math/cmplx math/rand crypto/rand mime mime/multipart mime/quotedprintable ' +
  'net/http net/http/cookiejar net/http/httptest net/http/httputil net/http/pprof net/mail net/netip net/rpc net/smtp net/textproto net/url ' +
  'os/exec os/signal os/user path/filepath regexp/syntax runtime/debug runtime/pprof runtime/trace sync/atomic testing/fstest testing/iotest ' +
  'testing/quick text/scanner text/tabwriter time/tzdata unicode/utf16 unicode/utf8'
).split(' ');

/** Modules of Python's standard library that are said as they are (https://docs.python.org/3/library/). */
const PYTHON_MODULES: ReadonlySet<string> = new Set(
  (
    'abc argparse array ast asyncio atexit base64 binascii bisect builtins bz2 calendar cmath cmd code codecs collections colorsys concurrent ' +
    'configparser contextlib contextvars copy csv ctypes dataclasses datetime dbm decimal difflib dis doctest email enum errno faulthandler ' +
    'fcntl filecmp fileinput fnmatch fractions ftplib functools gc getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http ' +
    'imaplib importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes mmap ' +
    'multiprocessing netrc numbers operator os pathlib pdb pickle pkgutil platform plistlib poplib posixpath pprint profile pstats pwd pydoc ' +
    'queue random re readline reprlib resource sched secrets select selectors shelve shlex shutil signal site smtplib socket socketserver ' +
    'sqlite3 ssl stat statistics string stringprep struct subprocess symtable sys sysconfig syslog tarfile tempfile termios textwrap ' +
    'threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types typing unicodedata unittest urllib ' +
    'uuid venv warnings wave weakref webbrowser xml zipfile zipimport zlib zoneinfo'
  ).split(' '),
);

/** Names that are usually imported out of a module of Python. */
const PYTHON_NAMES: Readonly<Record<string, string>> = {
  typing:
    'Any Callable ClassVar Dict Final FrozenSet Generic List Literal NamedTuple NoReturn Optional Protocol Set Text Tuple Type TypedDict TypeVar ' +
    'Union cast overload TYPE_CHECKING Iterable Iterator Sequence Mapping MutableMapping Hashable Awaitable Generator Collection',
  'collections.abc':
    'Awaitable Callable Collection Container Coroutine Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView ' +
    'MutableMapping MutableSequence MutableSet Reversible Sequence Sized ValuesView',
  collections: 'ChainMap Counter OrderedDict UserDict UserList UserString defaultdict deque namedtuple',
  functools:
    'cache cached_property cmp_to_key lru_cache partial partialmethod reduce singledispatch total_ordering update_wrapper wraps',
  itertools:
    'accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile filterfalse groupby islice pairwise ' +
    'permutations product repeat starmap takewhile tee zip_longest',
  operator: 'attrgetter itemgetter methodcaller',
  dataclasses: 'dataclass field asdict astuple replace',
  datetime: 'datetime date timedelta timezone tzinfo',
  pathlib: 'Path PurePath PosixPath PurePosixPath',
  enum: 'Enum Flag IntEnum IntFlag StrEnum auto',
  abc: 'ABC ABCMeta abstractmethod',
  contextlib: 'AbstractContextManager ExitStack closing contextmanager nullcontext redirect_stdout suppress',
  io: 'BytesIO StringIO TextIOWrapper',
  decimal: 'Decimal ROUND_HALF_EVEN ROUND_HALF_UP',
  fractions: 'Fraction',
  copy: 'copy deepcopy',
  math: 'ceil comb cos exp factorial floor gcd hypot inf isclose isqrt lcm log log2 log10 pi prod sin sqrt tan',
  random: 'choice choices randint sample shuffle',
  heapq: 'heapify heappop heappush heapreplace merge nlargest nsmallest',
  bisect: 'bisect bisect_left bisect_right insort',
  string: 'ascii_letters ascii_lowercase ascii_uppercase digits punctuation whitespace',
  time: 'monotonic perf_counter sleep time',
  types: 'FunctionType MappingProxyType MethodType ModuleType SimpleNamespace TracebackType',
  threading: 'Event Lock RLock Thread',
  'urllib.parse':
    'parse_qs parse_qsl quote quote_plus unquote unquote_plus urlencode urljoin urlparse urlsplit urlunparse urlunsplit',
  textwrap: 'dedent fill indent wrap',
  traceback: 'format_exc print_exc',
  uuid: 'UUID uuid4',
  weakref: 'WeakKeyDictionary WeakValueDictionary',
};

/** The packages of Go's standard library that are called by this name. */
export function goPackages(name: string): string[] {
  return GO_PACKAGES.filter((known) => known === name || known.endsWith(`/${name}`));
}

export function isPythonModule(name: string): boolean {
  return PYTHON_MODULES.has(name);
}

/** The modules of Python's standard library that this name is usually imported from, the usual one first. */
export function pythonModulesOf(name: string): string[] {
  return Object.entries(PYTHON_NAMES).flatMap(([module, names]) => (names.split(' ').includes(name) ? [module] : []));
}
