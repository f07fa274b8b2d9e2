import { describe, expect, it } from 'vitest';
import { goObjects } from '../../../../src/testing/trials/go-objects.ts';
import { calledResults } from '../../../../src/testing/trials/go-results.ts';
import { goValues } from '../../../../src/testing/trials/go-values.ts';

const TEXT = `package m

type ID [16]byte

type Point struct {
	X, Y int
	Name string
	next *Point
}

type Middleware func(http.Handler) http.Handler

type Level int

const (
	Low Level = iota
	High
)

type Shape interface {
	Area() float64
}

type Option func(*Point)

func WithName(name string) Option {
	return nil
}

func (p *Point) Area() float64 { return 0 }

func (p *Point) Reset(x int) { p.X = x }
`;

describe('values of types of Go', () => {
  it.each([
    ['func(a string) bool', '', ['func(a string) bool { return true }', 'func(a string) bool { return false }']],
    ['func(int) (string, error)', '', ['func(int) (string, error) { return "a b", nil }']],
    ['func()', '', ['func() {}']],
    ['ID', '', ['ID{}', 'ID{0: 2}', 'ID{6: 2}']],
    ['*Point', '', ['&Point{X: 2, Y: 2, Name: "a b"}', '&Point{}', 'nil']],
    ['Point', '', ['Point{X: 2, Y: 2, Name: "a b"}', 'Point{}']],
    ['interface{}', 'value', ['1', 'map[string]interface{}{"a": 1}', 'new(int)']],
    ['Level', '', ['Low', 'High', 'Level(2)']],
    ['Shape', '', ['&Point{X: 2, Y: 2, Name: "a b"}', 'nil']],
    ['Option', '', ['WithName("a b")', 'func(*Point) {}']],
    ['chan<- int', '', ['make(chan int, 2)']],
    ['func(s string) string', '', ['func(same string) string { return same }']],
    ['*int', '', ['new(int)', 'nil']],
    ['interface{ Read(p []byte) (int, error) }', '', ['strings.NewReader("a b")']],
    ['*http.Request', '', ['httptest.NewRequest("GET", "/a/", nil)']],
  ])('%s %s', (type, name, some) =>
    expect(goValues(type, TEXT, name, 'return id[6] & 0xc0')).toEqual(expect.arrayContaining(some)),
  );

  it.each([
    ['io.Reader', 'if a == nil {', 'nil'],
    ['*Point', 'if a != nil {', 'nil'],
    ['http.Handler', 'p, _ := a.(*Point)', '&Point{X: 2, Y: 2, Name: "a b"}'],
    ['any', 'switch a := a.(type) {\ncase Level:\n}', 'Low'],
    ['io.Reader', 'if err != nil {', 'iotest.ErrReader(errors.New("a"))'],
    ['error', 'if errors.Is(a, ErrNone) {', 'ErrNone'],
    ['func(int)', 'if v := recover(); v == ErrNone {', 'func(int) { panic(ErrNone) }'],
    [
      'http.Handler',
      'defer func() { recovered := recover() }()',
      'http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { panic("a") })',
    ],
    [
      'map[string]*Point',
      'for _, one := range a {\n\tif one.X > 0 {',
      'map[string]*Point{"a b": &Point{Y: 2, Name: "a b", X: 0}}',
    ],
    ['[]Point', 'if a[0].X > 0 {', '[]Point{Point{}}'],
  ])('%s are what is asked for by %j', (type, code, value) => {
    expect(goValues(type, TEXT, 'a', code).slice(0, 10)).toContain(value);
    expect(goValues(type, TEXT, 'a', '').slice(0, 2)).not.toContain(value);
  });

  it('are pointers first for what is written to', () =>
    expect(goValues('interface{}', TEXT, 'output')[0]).toBe('&map[string]interface{}{}'));
});

describe('objects of Go', () => {
  it('are in states that other methods bring about, and with fields that the method reads', () => {
    const text = `${TEXT}\nfunc (p *Point) Sum() int { return p.X + p.Y }\n`;
    expect(goObjects(text, 'Point', 'Sum')).toEqual(
      expect.arrayContaining([
        ['point := &Point{}'],
        ['point := &Point{}', 'point.Reset(2)'],
        ['point := &Point{X: -1}'],
      ]),
    );
    expect(goObjects(text, 'Point', 'Sum').join()).not.toContain('Name: ""');
  });
});

describe('objects of Go, too,', () => {
  it('are missing where a method asks whether there is one', () => {
    const text = (body: string) => `${TEXT}\nfunc (p *Point) Sum() int {\n\t${body}\n\treturn p.X\n}\n`;
    expect(goObjects(text('if p == nil {\n\t\treturn 0\n\t}'), 'Point', 'Sum')).toContainEqual(['var point *Point']);
    expect(goObjects(text(''), 'Point', 'Sum')).not.toContainEqual(['var point *Point']);
  });

  const CHAIN = `package m

type Set struct {
	names map[string]*Item
}

type Item struct {
	Hidden bool
	sub Routes
}

type Routes interface { Find(a string) bool }

func NewSet() *Set { return &Set{} }

func (s *Set) Find(a string) bool {
	for _, one := range s.names {
		if !one.Hidden { return one.sub != nil }
	}
	return false
}

func (s *Set) Bool(name string) { s.BoolP(name) }

func (s *Set) BoolP(name string) { s.VarP(name) }

func (s *Set) VarP(name string) { s.add(&Item{}) }

func (s *Set) add(item *Item) { s.names["a"] = item }

func (s *Set) Mount(handler interface{}) {
	item := &Item{}
	item.sub, _ = handler.(*Set)
	s.add(item)
}
`;

  it('hold something in what they hold', () => {
    const text = `${CHAIN}\ntype Server struct {\n\tset *Set\n}\n\nfunc (s *Server) Has() bool {\n\treturn s.set.Find("a")\n}\n`;
    const objects = goObjects(`${text}\nfunc NewServer(set *Set) *Server { return nil }\n`, 'Server', 'Has');
    expect(objects.map(([, second = '']) => second).join()).toContain('server.set.add(&Item{Hidden: true})');
    expect(objects.find(([, second]) => second !== undefined)?.[0]).toBe('server := NewServer(NewSet())');
    expect(goObjects(text.replace('s.set.Find("a")', 's.set == nil'), 'Server', 'Has').join()).not.toContain('.set.');
  });

  it('are what methods make of them that change them by way of others, with what those ask for', () => {
    const objects = goObjects(CHAIN, 'Set', 'Find');
    expect(objects).toContainEqual(['set := NewSet()', 'set.Bool("a b")']);
    expect(objects).toContainEqual(['set := NewSet()', 'set.Mount(NewSet())']);
    const places = ['Mount(', 'Bool('].map((called) => objects.findIndex((one) => one.join().includes(called)));
    expect(places[0]).toBeLessThan(places[1] ?? 0); // it writes to more that is read
  });
});

describe('handlers of Go', () => {
  const called = (call: string, name: string, head: string, body = '') => {
    const text = `${TEXT}\n${head}\n${body}}\n`;
    const start = text.indexOf(head);
    const subject = { languageId: 'go', name, start, end: text.length, bodyStart: start + head.length };
    return calledResults(call, subject, text);
  };

  it('serve requests, and what makes one serves them around another', () => {
    const [first] = called('Wrap(nil)', 'Wrap', 'func Wrap(next http.Handler) http.Handler {');
    expect(first?.setup).toEqual(['request := httptest.NewRequest("GET", "/a/", nil)']);
    expect(first?.call).toContain('Wrap(nil).ServeHTTP(recorder, request)');
    const [around] = called('Limit(2)', 'Limit', 'func Limit(n int) Middleware {');
    expect(around?.call).toMatch(/Limit\(2\)\(http\.HandlerFunc\(.*\)\)\.ServeHTTP/);
  });

  it('get the headers that are read, as they are compared, and panic where that is recovered from', () => {
    const body = 'if recover() != nil {}\nif r.Header.Get("A") == "b" {}\n';
    const all = called('Wrap(nil)', 'Wrap', 'func Wrap(next http.Handler) http.Handler {', body);
    expect(all.map(({ setup }) => setup[1])).toContain('request.Header.Set("A", "b")');
    const around = called('Limit(2)', 'Limit', 'func Limit(n int) Middleware {', 'v := recover()\n');
    expect(around.some(({ call }) => call.includes('panic("a")'))).toBe(true);
  });

  it('get requests that carry what the code looks for in them', () => {
    const with_ =
      'func WithLevel(r *http.Request, level Level) *http.Request { return r }\n\nfunc levelOf(r *http.Request) Level { return r.Context().Value("a").(Level) }\n\n';
    const head = `${with_}func Wrap(next http.Handler) http.Handler {`;
    const setups = (body: string) => called('Wrap(nil)', 'Wrap', head, body).map(({ setup }) => setup[0]);
    expect(setups('levelOf(r)\n')).toContain('request := WithLevel(httptest.NewRequest("GET", "/a/", nil), Low)');
    expect(setups('other(r)\n').join()).not.toContain('WithLevel');
    expect(goValues('*http.Request', `${TEXT}\n${with_}`, 'r', 'levelOf(r)')).toContain(
      'WithLevel(httptest.NewRequest("GET", "/a/", nil), Low)',
    );
  });

  it('are no different from other functions, which are called', () => {
    const [given] = called('F(2)', 'F', 'func F(n int) func(int) string {');
    expect(given).toEqual({ setup: [], call: 'F(2)(2)' });
    const held = called('F()', 'F', 'func F() any {', 'return func(a int) int { return a }\n');
    expect(held[0]?.call).toBe('F().(func(a int) int)(2)');
  });

  it('are neither other results nor several', () => {
    expect(called('F()', 'F', 'func F() int {')).toEqual([]);
    expect(called('F()', 'F', 'func F() (http.Handler, error) {')).toEqual([]);
    expect(called('F()', 'F', 'func F() Point {')).toEqual([]);
  });
});
