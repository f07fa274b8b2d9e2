import { languages, LanguageStatusSeverity, l10n, StatusBarAlignment, ThemeColor, window } from 'vscode';
import type { LanguageStatusItem } from 'vscode';
import type { Entry, Presentation } from './presentation.ts';

const SEVERITIES = {
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
};

const BACKGROUNDS = {
  information: undefined,
  warning: new ThemeColor('statusBarItem.warningBackground'),
  error: new ThemeColor('statusBarItem.errorBackground'),
};

/** The two entries in the `{}` menu of every editor, and the flame in the status bar. */
export class StatusItems {
  private readonly model = languages.createLanguageStatusItem('localForge.model', '*');
  private readonly document = languages.createLanguageStatusItem('localForge.document', '*');
  private readonly bar = window.createStatusBarItem('localForge.status', StatusBarAlignment.Right, 100);

  public constructor() {
    this.model.name = l10n.t('Local Forge: Model');
    this.document.name = l10n.t('Local Forge: This Document');
    this.bar.name = 'Local Forge';
    this.bar.command = 'localForge.showMenu';
    this.bar.show();
  }

  public show({ model, document, bar }: Presentation): void {
    fill(this.model, model);
    fill(this.document, document);
    const quiet = bar.icon === 'flame' || bar.icon === 'circle-slash';
    this.bar.text = quiet ? `$(${bar.icon})` : `$(${bar.icon}) ${bar.text}`;
    this.bar.tooltip = `Local Forge: ${bar.text}\n${bar.detail}`;
    this.bar.accessibilityInformation = { label: `Local Forge: ${bar.text}. ${bar.detail}`, role: 'button' };
    this.bar.backgroundColor = BACKGROUNDS[bar.severity];
  }

  public dispose(): void {
    this.model.dispose();
    this.document.dispose();
    this.bar.dispose();
  }
}

function fill(item: LanguageStatusItem, { text, detail, severity, busy, action }: Entry): void {
  item.text = `Local Forge: ${text}`;
  item.detail = detail;
  item.severity = SEVERITIES[severity];
  item.busy = busy;
  item.command = action && {
    title: action.title,
    command: action.command,
    arguments: [...(action.arguments ?? [])],
  };
}
