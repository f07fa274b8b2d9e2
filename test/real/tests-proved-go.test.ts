import { expect, it } from 'vitest';
import type { Trial } from '../../src/testing/observe/trial.ts';
import { seedTrials } from '../../src/testing/trials/seeds.ts';
import { subjectNamed } from '../../src/testing/subject.ts';
import { BUDGET_MS, chosen, never, passesAlone, proverOf, SECONDS } from './proved-projects.ts';
import { syntax } from './test-project.ts';

const TEXT = `package m

import (
	crypto "crypto/rand"
	"errors"
	"fmt"
	"io"
	"math/rand"
)

var output io.Writer
var level = 1

type ID [4]byte

func (id ID) IsSet() bool { return id[0] == 7 }

type Box struct {
	size  int
	last  error
	check func(int) bool
	names []string
}

func NewBox(size int) *Box {
	return &Box{size: size, check: func(n int) bool { return n < size }}
}

func (b *Box) Grow(by int) {
	if by < 0 {
		b.last = errors.New("shrinks")
		return
	}
	b.size += by
}

func Fresh() (ID, error) {
	var id ID
	rand.Read(id[1:])
	id[0] = 7
	return id, nil
}

func SetLevel(n int) {
	if n > 0 {
		level = n
	}
}

var source = crypto.Reader

func SetSource(r io.Reader) {
	if r == nil {
		source = crypto.Reader
		return
	}
	source = r
}

var seed = rand.Int()

func PerProcess(n int) (int, error) {
	return seed + n, nil
}

func Greet(w io.Writer, name string) error {
	if name == "" {
		return errors.New("no name")
	}
	_, err := fmt.Fprintf(w, "hi %s", name)
	return err
}

func Adder(n int) func(int) int {
	return func(m int) int { return n + m }
}
`;

// What has no literal, what is another each time, and what a call leaves behind.
it.each<[string, readonly string[]]>([
  ['NewBox', ['got.size != 2', 'got.check == nil']],
  ['Box.Grow', ['box.size != ', 'box.last.Error() != "shrinks"']],
  ['Fresh', ['reflect.ValueOf(got).IsZero()', '!got.IsSet()', 'err != nil']],
  ['SetLevel', ['level != 2', 'defer func() { level = levelBefore }()']],
  ['SetSource', ['source = strings.NewReader', 'SetSource(nil)', '"*strings.Reader"']],
  ['PerProcess', ['_, err := PerProcess(', 'err != nil']],
  ['Greet', ['w.String() != "hi ', '"no name"']],
  ['Adder', ['Adder(2)(2)', 'got != 4']],
])(
  'tests of %s say what can be said',
  async (name, said) => {
    const { prover, setup } = await proverOf('go test', TEXT, name);
    const subject = await subjectNamed('go', TEXT, name, syntax);
    const trials: Trial[] = subject === undefined ? [] : seedTrials(TEXT, subject);
    const observations = await prover.observe(trials, BUDGET_MS, never);
    const proof = await prover.prove(chosen(trials, observations), never);
    for (const one of said) expect(proof?.text).toContain(one);
    passesAlone('go test', setup.testFile, proof?.text ?? '');
  },
  2 * SECONDS,
);
