// The rooms under src/ and who may import whom (ARCHITECTURE.md, "Rooms"), as an ESLint rule.
// test/unit/layering.test.ts breaks every kind of rule once and expects a report.
import path from 'node:path';

/** For each room: the rooms it may import. A room may always import from itself. */
export const ROOMS = {
  extension: ['protocol'],
  protocol: [],
  server: ['protocol', 'assistant', 'models', 'workspace', 'engine', 'checks', 'testing'],
  cli: ['protocol', 'assistant', 'models', 'workspace', 'engine', 'checks', 'testing', 'server'],
  checks: ['workspace'],
  testing: ['workspace', 'checks'],
  assistant: ['workspace', 'testing', 'engine/types', 'checks/checker', 'checks/compare', 'checks/suppressions'],
  engine: ['models/types'],
  models: [],
  workspace: [],
};

/** Packages that only one place may import. */
export const OWNED_PACKAGES = {
  'node-llama-cpp': 'engine/worker',
  vscode: 'extension',
  'vscode-languageclient': 'extension',
  'vscode-languageserver': 'server',
};

const within = (file, place) => file === place || file.startsWith(place + '/') || file === place + '.ts';

/** Says why `from` (path below src/) may not import `specifier`, or undefined where it may. */
export function refusal(from, specifier) {
  const room = from.split('/')[0];
  if (specifier.startsWith('.')) {
    const target = path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
    if (target.startsWith('..')) return undefined; // package.json and the like, outside the rooms
    const targetRoom = target.split('/')[0];
    if (targetRoom === room) {
      // The engine's client side must stay loadable without the native code.
      if (within(target, 'engine/worker') && !within(from, 'engine/worker'))
        return `only the engine process loads '${target}'`;
      return undefined;
    }
    const allowed = ROOMS[room] ?? [];
    if (within(target, 'engine/worker')) return `only the engine process loads '${target}'`;
    if (allowed.some((place) => within(target, place))) return undefined;
    return `'${room}' may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}, not '${target}'`;
  }
  for (const [name, owner] of Object.entries(OWNED_PACKAGES)) {
    if ((specifier === name || specifier.startsWith(name + '/')) && !within(from, owner)) {
      return `only '${owner}' may import '${name}'`;
    }
  }
  return undefined;
}

export const layering = {
  meta: { type: 'problem', schema: [], messages: { refused: 'Layering: {{reason}}.' } },
  create(context) {
    const file = context.filename.replaceAll('\\', '/');
    const at = file.lastIndexOf('/src/');
    if (at < 0) return {};
    const from = file.slice(at + '/src/'.length);
    const check = (node) => {
      const source = node.source;
      if (!source || typeof source.value !== 'string') return;
      const reason = refusal(from, source.value);
      if (reason !== undefined) context.report({ node: source, messageId: 'refused', data: { reason } });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};
