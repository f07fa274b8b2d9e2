import type { Nothing, Status } from '../protocol/messages.ts';

/** `vscode.l10n.t`, handed in so that this module needs no editor. */
export type Translate = (message: string, ...values: (string | number)[]) => string;

/** Everything that the status depends on. */
export interface Situation {
  readonly server: 'starting' | 'running' | 'stopped';
  readonly status?: Status | undefined;
  /** The document in the active editor. */
  readonly document?:
    | {
        readonly languageId: string;
        /** False: neither a file, nor unsaved, nor a notebook's cell. */
        readonly supported: boolean;
        /** VS Code's own switch, `editor.inlineSuggest.enabled`. */
        readonly inlineSuggestions: boolean;
        /** Why it gets nothing, or nothing at the cursor. */
        readonly nothing?: Nothing | undefined;
      }
    | undefined;
  /** `14:30`, while the user has paused. */
  readonly pausedUntil?: string | undefined;
}

export interface Action {
  readonly title: string;
  /** An id that VS Code knows. */
  readonly command: string;
  readonly arguments?: readonly unknown[];
}

/** One thing to tell, and the one thing that helps. */
export interface Entry {
  readonly icon: 'flame' | 'cloud-download' | 'loading~spin' | 'circle-slash' | 'error' | 'warning' | 'info';
  readonly severity: 'information' | 'warning' | 'error';
  readonly busy: boolean;
  /** Two or three words. */
  readonly text: string;
  /** A sentence. */
  readonly detail: string;
  readonly action?: Action;
}

export interface Presentation {
  /** Server, model and download. */
  readonly model: Entry;
  /** The document in the active editor. */
  readonly document: Entry;
  /** The one of the two that matters now, for the status bar. */
  readonly bar: Entry;
}

/** What is shown in a situation. Pure. */
export function present(situation: Situation, t: Translate): Presentation {
  const model = modelEntry(situation, t);
  const document = documentEntry(situation, t);
  const worse = model.severity !== 'information' || model.busy;
  const off = document.icon === 'circle-slash';
  return { model, document, bar: worse && !off ? model : document.icon === 'flame' ? model : document };
}

function modelEntry({ server, status }: Situation, t: Translate): Entry {
  if (server === 'stopped') {
    return problem(t('Stopped'), t('The language server ended and was not started again.'), restart(t));
  }
  if (status === undefined) return waiting(t('Starting'), t('The language server is starting.'));
  switch (status.state) {
    case 'no-model':
      return withoutModel(status, t);
    case 'failed':
      return problem(t('Model not loaded'), status.message, { ...restart(t), title: t('Try Again') });
    case 'down':
      return problem(t('Model stopped'), status.message, restart(t));
    case 'loading': {
      const percent = Math.floor((status.fraction ?? 0) * 100);
      return waiting(t('Loading {0} %', percent), t('{0} is loading.', status.model ?? t('The model')));
    }
    case 'unloaded':
    case 'ready':
      return downloading(status, t) ?? atHand(status, t);
  }
}

function atHand(status: Status, t: Translate): Entry {
  const name = status.model ?? t('The model');
  const loaded = status.state === 'ready';
  const limits =
    status.fillsInMiddle === false ? ' ' + t('It sees only the text before the cursor: it cannot fill in.') : '';
  const detail = (loaded ? t('{0} is ready.', name) : t('{0} loads when you type.', name)) + limits;
  return {
    ...calm('flame', loaded ? t('Ready') : t('At rest'), detail),
    action: { title: t('Choose Model…'), command: 'localForge.chooseModel' },
  };
}

function withoutModel(status: Status, t: Translate): Entry {
  const running = downloading(status, t);
  if (running) return running;
  const { offer, download } = status;
  if (download?.state === 'failed') {
    return problem(t('Download failed'), download.problem ?? '', {
      title: t('Try Another Source…'),
      command: 'localForge.pullFrom',
    });
  }
  if (offer === undefined) {
    return problem(t('No model'), status.message, { title: t('Choose Model…'), command: 'localForge.chooseModel' });
  }
  const size = megabytes(offer.bytes);
  if (offer.partialBytes > 0) {
    const detail = t('{0}: {1} of {2} are here.', offer.name, megabytes(offer.partialBytes), size);
    return warning('cloud-download', t('Download stopped'), detail, {
      title: t('Go On'),
      command: 'localForge.pullModel',
    });
  }
  const from = offer.sources.map(({ title }) => title).join(t(' or '));
  const detail = t('To download: {0}, from {1} ({2}).', size, from, offer.name);
  return warning('cloud-download', t('No model yet'), detail, {
    title: t('Download {0}', size),
    command: 'localForge.pullModel',
  });
}

function downloading({ download }: Status, t: Translate): Entry | undefined {
  if (download?.state !== 'running') return undefined;
  const { phase, receivedBytes, totalBytes, source, name } = download;
  const percent = Math.floor((receivedBytes / totalBytes) * 100);
  const progress = t('{0} of {1}, {2}', megabytes(receivedBytes), megabytes(totalBytes), source);
  const text = {
    looking: t('Looking for the model'),
    downloading: t('Downloading {0} %', percent),
    joining: t('Joining {0} %', percent),
    verifying: t('Checking {0} %', percent),
  }[phase];
  return {
    ...waiting(text, source === '' ? name : `${name}: ${progress}`),
    icon: 'cloud-download',
    action: { title: t('Stop'), command: 'localForge.stopDownload' },
  };
}

function documentEntry({ document, pausedUntil }: Situation, t: Translate): Entry {
  if (pausedUntil !== undefined) {
    return off(t('Paused'), t('Nothing is suggested until {0}.', pausedUntil), {
      title: t('Resume'),
      command: 'localForge.resume',
    });
  }
  if (document === undefined) return calm('flame', t('No editor'), t('Open a file to see suggestions.'));
  if (!document.supported) {
    return off(t('Not here'), t('Only files on this machine, unsaved documents and notebook cells get suggestions.'));
  }
  if (!document.inlineSuggestions) {
    return off(t('Off in VS Code'), t('VS Code’s setting editor.inlineSuggest.enabled is off.'), {
      title: t('Open Setting'),
      command: 'workbench.action.openSettings',
      arguments: ['editor.inlineSuggest.enabled'],
    });
  }
  const { nothing } = document;
  return nothing === undefined
    ? {
        ...calm('flame', t('On for {0}', document.languageId), t('Suggestions come while you type.')),
        action: { title: t('Turn Off'), command: 'localForge.toggleLanguage' },
      }
    : because(nothing, document.languageId, t);
}

function because(nothing: Nothing, languageId: string, t: Translate): Entry {
  const suggest = { title: t('Suggest Here'), command: 'localForge.trigger' };
  switch (nothing.code) {
    case 'off':
      return off(t('Off'), t('Completions are off.'), { title: t('Turn On'), command: 'localForge.toggle' });
    case 'language-off':
      return off(t('Off for {0}', languageId), t('Completions are off for this language.'), {
        title: t('Turn On'),
        command: 'localForge.toggleLanguage',
      });
    case 'excluded': {
      const setting = settingThatLeavesOut(nothing.message);
      const open = { title: t('Open Setting'), command: 'workbench.action.openSettings', arguments: [setting] };
      return off(t('Left out'), nothing.message, setting === undefined ? undefined : open);
    }
    case 'too-large':
    case 'unknown-document':
      return off(t('Too large'), t('This file is too large for suggestions.'));
    case 'low-confidence':
      return {
        ...calm('flame', t('Not sure'), t('The model is not sure enough to suggest something here.')),
        action: suggest,
      };
    case 'inside-word':
      return calm('flame', t('Inside a word'), t('Nothing is suggested inside a word.'));
    case 'empty-document':
      return calm('flame', t('Empty'), t('Write a line first: there is nothing to go on from.'));
    case 'in-string':
      return off(t('Off in strings'), t('Suggestions in strings are off.'), setting('localForge.inStrings', t));
    case 'in-comment':
      return off(t('Off in comments'), t('Suggestions in comments are off.'), setting('localForge.inComments', t));
    case 'long-line':
      return off(t('Long line'), t('This line is too long for suggestions.'));
    case 'no-answer':
      return { ...calm('flame', t('No idea'), t('The model has nothing to add here.')), action: suggest };
    case 'repeats':
      return { ...calm('flame', t('Held back'), t('What the model wrote repeats what is there.')), action: suggest };
    case 'rejected':
      return { ...calm('flame', t('Not again'), t('The same suggestion was not taken here.')), action: suggest };
    case 'secret':
      return calm('flame', t('Held back'), t('What the model wrote looks like a password or a key.'));
    case 'breaks-syntax':
      return { ...calm('flame', t('Held back'), t('What the model wrote would break the syntax.')), action: suggest };
    case 'no-model':
    case 'engine':
      return calm('flame', t('On for {0}', languageId), nothing.message);
  }
}

function settingThatLeavesOut(message: string): string | undefined {
  if (message.includes('setting exclude')) return 'localForge.exclude';
  return /\.gitignore|info\/exclude/.test(message) ? 'localForge.respectGitignore' : undefined;
}

const setting = (name: string, t: Translate): Action => ({
  title: t('Open Setting'),
  command: 'workbench.action.openSettings',
  arguments: [name],
});

const restart = (t: Translate): Action => ({ title: t('Restart'), command: 'localForge.restart' });

const calm = (icon: Entry['icon'], text: string, detail: string): Entry => ({
  icon,
  severity: 'information',
  busy: false,
  text,
  detail,
});

const off = (text: string, detail: string, action?: Action): Entry => ({
  ...calm('circle-slash', text, detail),
  ...(action && { action }),
});

const waiting = (text: string, detail: string): Entry => ({ ...calm('loading~spin', text, detail), busy: true });

const warning = (icon: Entry['icon'], text: string, detail: string, action: Action): Entry => ({
  icon,
  severity: 'warning',
  busy: false,
  text,
  detail,
  action,
});

const problem = (text: string, detail: string, action: Action): Entry => ({
  ...warning('error', text, detail, action),
  severity: 'error',
});

/** `491 MB`: powers of ten, as disks and downloads are labelled. */
export function megabytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
