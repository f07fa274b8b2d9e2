import { describe, expect, it } from 'vitest';
import {
  fieldsOf,
  goDeclarations,
  instantiated,
  methodsOf,
  resultTypes,
  typeArguments,
} from '../../../../src/testing/trials/go-declarations.ts';

const TEXT = `package m

// It's a level: don't take the quote for one.
type Level int

const (
	Low Level = iota
	High
	most = 3
)

var count int

type (
	Shape interface {
		fmt.Stringer
		Area() float64
	}
	Pair[K comparable, V any] struct {
		Key   K \`json:"key"\`
		Value V
		*Base
		next, last *Pair[K, V]
	}
)

func (s *Square) Area() float64 { return s.side * s.side }

func New(side float64, more ...string) (square *Square, err error) {
	return &Square{side: side}, nil
}
`;

describe('declarations of Go', () => {
  const declared = goDeclarations(TEXT);

  it('are types, constants of a type and variables', () => {
    expect([...declared.types.keys()]).toEqual(['Level', 'Shape', 'Pair']);
    expect(declared.constants.get('Level')).toEqual(['Low', 'High']);
    expect(declared.variables.has('count')).toBe(true);
  });

  it('are functions with their receivers, parameters and results', () => {
    const [area, make] = declared.functions;
    expect(area).toMatchObject({ name: 'Area', owner: 'Square', receiver: 's', results: ['float64'] });
    expect(area?.body.trim()).toBe('return s.side * s.side');
    expect(make).toMatchObject({ name: 'New', results: ['*Square', 'error'] });
    expect(make?.parameters.map(({ type, isVariadic = false }) => [type, isVariadic])).toEqual([
      ['float64', false],
      ['string', true],
    ]);
  });

  it('have fields and methods', () => {
    expect(fieldsOf(declared.types.get('Pair')?.definition ?? '')).toEqual([
      { field: 'Key', type: 'K' },
      { field: 'Value', type: 'V' },
      { field: 'Base', type: '*Base' },
      { field: 'next', type: '*Pair[K, V]' },
      { field: 'last', type: '*Pair[K, V]' },
    ]);
    expect(methodsOf(declared.types.get('Shape')?.definition ?? '', declared)).toEqual(['String', 'Area']);
  });

  it('have types in place of their parameters', () => {
    const given = typeArguments('K comparable, V any, N ~int64 | ~float64', declared);
    expect([...given]).toEqual([
      ['K', 'string'],
      ['V', 'int'],
      ['N', 'int64'],
    ]);
    expect(instantiated('map[K][]V', given)).toBe('map[string][]int');
  });

  it.each([
    ['', []],
    ['error', ['error']],
    ['(int, error)', ['int', 'error']],
    ['(a, b int, err error)', ['int', 'int', 'error']],
    ['(chan int, map[string]int)', ['chan int', 'map[string]int']],
  ])('give %j', (result, types) => expect(resultTypes(result)).toEqual(types));
});
