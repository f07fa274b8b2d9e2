import * as immer from 'package-under-test';

immer.enablePatches();
immer.enableMapSet();
const { produce } = immer;
const base = {
  name: 'a',
  list: [1, 2, 3],
  inner: { deep: { value: 1 } },
  map: new Map([['k', { n: 1 }]]),
  set: new Set([1, 2]),
};

/** The next state, the patches there and the state that the inverse ones lead back to. */
function withPatches(state, recipe) {
  const [next, patches, inverse] = immer.produceWithPatches(state, recipe);
  return [next, patches, inverse, immer.applyPatches(state, patches), immer.applyPatches(next, inverse)];
}

class Point {
  [immer.immerable] = true;
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }
}

export default {
  'nothing changed': () => produce(base, () => undefined) === base,
  'set deep': () =>
    produce(base, (draft) => {
      draft.inner.deep.value = 2;
    }),
  'same parts': () => {
    const next = produce(base, (draft) => {
      draft.name = 'b';
    });
    return [next.inner === base.inner, next.list === base.list, next === base];
  },
  'same value': () =>
    produce(base, (draft) => {
      draft.name = 'a';
    }) === base,
  'delete key': () =>
    produce(base, (draft) => {
      delete draft.inner;
    }),
  'list push': () =>
    produce(base, (draft) => {
      draft.list.push(4);
    }),
  'list length': () =>
    produce(base, (draft) => {
      draft.list.length = 1;
    }),
  'list splice': () =>
    produce(base, (draft) => {
      draft.list.splice(1, 1);
      draft.list.unshift(9);
    }),
  'map set': () =>
    produce(base, (draft) => {
      draft.map.set('l', { n: 2 });
      draft.map.get('k').n = 5;
    }),
  'map delete': () => produce(base, (draft) => [draft.map.delete('k'), draft.map.delete('x')].length > 9),
  'map clear': () =>
    produce(base, (draft) => {
      draft.map.clear();
    }),
  'map read': () => {
    const seen = [];
    produce(base, (draft) => {
      seen.push(draft.map.size, draft.map.has('k'), [...draft.map.keys()], draft.map.get('none'));
      draft.map.forEach((v, k) => seen.push(k));
    });
    return seen;
  },
  'set add': () =>
    produce(base, (draft) => {
      draft.set.add(3);
      draft.set.add(1);
    }),
  'set delete': () =>
    produce(base, (draft) => {
      draft.set.delete(1);
    }),
  'set clear': () =>
    produce(base, (draft) => {
      draft.set.clear();
    }),
  'set read': () => {
    const seen = [];
    produce(base, (draft) => {
      seen.push(draft.set.size, draft.set.has(2), [...draft.set.values()], [...draft.set.entries()]);
    });
    return seen;
  },
  'return new': () => produce(base, () => ({ fresh: true })),
  'return nothing': () => produce(base, () => immer.nothing),
  'return and change': () =>
    produce(base, (draft) => {
      draft.name = 'b';
      return {};
    }),
  frozen: () =>
    Object.isFrozen(
      produce(base, (draft) => {
        draft.inner.deep.value = 7;
      }).inner.deep,
    ),
  'frozen write': () => {
    'use strict';
    produce(base, (draft) => {
      draft.inner.deep.value = 7;
    }).inner.deep.value = 8;
  },
  'frozen map': () =>
    produce(base, (draft) => {
      draft.map.set('z', 1);
    }).map.set('y', 1),
  'not frozen': () => {
    const own = new immer.Immer({ autoFreeze: false });
    return Object.isFrozen(
      own.produce({ a: 1 }, (draft) => {
        draft.a = 2;
      }),
    );
  },
  'strict copies': () => {
    const own = new immer.Immer({ useStrictShallowCopy: true });
    const state = Object.defineProperty({ a: 1 }, 'hidden', { value: 2, enumerable: false });
    return own.produce(state, (draft) => {
      draft.a = 2;
    }).hidden;
  },
  curried: () =>
    produce((draft, more) => {
      draft.n += more;
    })({ n: 1 }, 4),
  'curried with default': () =>
    produce(
      (draft) => {
        draft.n = 1;
      },
      { n: 0 },
    )(),
  'async as promise': async () =>
    immer
      .produce({ n: 1 }, async (draft) => {
        draft.n = await Promise.resolve(3);
      })
      .catch((error) => error),
  'not draftable': () => produce(5, (value) => value * 2),
  'recipe missing': () => produce({}, 5),
  'class instance': () => {
    const next = produce(new Point(1, 2), (draft) => {
      draft.x = 5;
    });
    return [next, next instanceof Point];
  },
  'draft gone': () => {
    let kept;
    produce(base, (draft) => {
      kept = draft.inner;
    });
    return kept.deep;
  },
  original: () =>
    produce(base, (draft) => {
      draft.name = 'b';
      draft.list.push(immer.original(draft).name.length);
    }),
  'original of no draft': () => immer.original(base),
  current: () => {
    let seen;
    produce(base, (draft) => {
      draft.inner.deep.value = 9;
      draft.set.add(8);
      draft.map.get('k').n = 3;
      seen = immer.current(draft);
    });
    return seen;
  },
  'current of no draft': () => immer.current(base),
  isDraft: () => [
    immer.isDraft(base),
    immer.isDraftable(base),
    immer.isDraftable(new Map()),
    immer.isDraftable(5),
    immer.isDraftable(new Date(0)),
    immer.isDraftable(new Point(1, 1)),
  ],
  'draft by hand': () => {
    const draft = immer.createDraft(base);
    draft.list[0] = 7;
    return immer.finishDraft(draft);
  },
  'draft finished twice': () => {
    const draft = immer.createDraft({ a: 1 });
    immer.finishDraft(draft);
    return immer.finishDraft(draft);
  },
  freeze: () => [
    Object.isFrozen(immer.freeze({ a: { b: 1 } }).a),
    Object.isFrozen(immer.freeze({ a: { b: 1 } }, true).a),
  ],
  'in and keys': () => {
    const seen = [];
    produce(base, (draft) => {
      draft.extra = 1;
      delete draft.name;
      seen.push('extra' in draft, 'name' in draft, Object.keys(draft));
    });
    return seen;
  },
  'define property': () =>
    produce({}, (draft) => {
      Object.defineProperty(draft, 'a', { value: 1 });
    }),
  'set prototype': () =>
    produce({}, (draft) => {
      Object.setPrototypeOf(draft, null);
    }),
  'array with a name': () =>
    produce([], (draft) => {
      draft.name = 'no';
    }),
  'array delete': () =>
    produce([1, 2], (draft) => {
      delete draft[0];
    }),
  'patches of an object': () =>
    withPatches({ a: 1, b: { c: 2 } }, (draft) => {
      draft.b.c = 3;
      draft.d = 4;
      delete draft.a;
    }),
  'patches of an array': () =>
    withPatches({ l: [1, 2, 3] }, (draft) => {
      draft.l.push(4, 5);
      draft.l[0] = 9;
    }),
  'patches of a shorter array': () =>
    withPatches([1, 2, 3, 4], (draft) => {
      draft.length = 2;
      draft[0] = 7;
    }),
  'patches of a map': () =>
    withPatches(base, (draft) => {
      draft.map.set('n', 1);
      draft.map.get('k').n = 2;
    }),
  'patches of a map, removed': () =>
    withPatches(base, (draft) => {
      draft.map.delete('k');
    }),
  'patches of a set': () =>
    withPatches(base, (draft) => {
      draft.set.add(9);
      draft.set.delete(1);
    }),
  'patches of a new value': () => withPatches({ a: 1 }, () => ({ b: 2 })),
  'patch add to array': () =>
    immer.applyPatches(
      [1, 2],
      [
        { op: 'add', path: [1], value: 5 },
        { op: 'add', path: ['-'], value: 6 },
      ],
    ),
  'patch remove from array': () => immer.applyPatches({ l: [1, 2] }, [{ op: 'remove', path: ['l', 0] }]),
  'patch whole': () =>
    immer.applyPatches({ a: 1 }, [
      { op: 'replace', path: [], value: { b: 2 } },
      { op: 'add', path: ['c'], value: 3 },
    ]),
  'patch nowhere': () => immer.applyPatches({ a: 1 }, [{ op: 'replace', path: ['x', 'y'], value: 1 }]),
  'patch prototype': () => immer.applyPatches({ a: 1 }, [{ op: 'add', path: ['__proto__', 'bad'], value: 1 }]),
  'patch op unknown': () => immer.applyPatches({ a: 1 }, [{ op: 'move', path: ['a'], value: 1 }]),
  'nested produce': () =>
    produce(base, (draft) => {
      draft.inner = produce(draft.inner, (inner) => {
        inner.deep.value = 4;
      });
    }),
  'draft moved': () =>
    produce(base, (draft) => {
      draft.copy = draft.inner;
      draft.copy.deep.value = 6;
    }),
  'new value with draft': () => produce(base, (draft) => ({ only: draft.list })),
};
