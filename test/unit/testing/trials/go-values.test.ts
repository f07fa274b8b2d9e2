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
