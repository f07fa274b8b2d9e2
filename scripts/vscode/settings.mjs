// Settings with which VS Code shows what is tested and nothing else.

const QUIET = {
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.layoutControl.enabled': false,
  'window.restoreWindows': 'none',
  'window.commandCenter': false,
  'files.hotExit': 'off',
  'git.enabled': false,
  'chat.disableAIFeatures': true, // its own inline completions would compete with ours
  'typescript.disableAutomaticTypeAcquisition': true,
  'editor.inlineSuggest.enabled': true,
  // Without the question, a folder opens in Restricted Mode where trust is not switched off.
  'security.workspace.trust.startupPrompt': 'never',
};

/** User settings of every editor that the scripts start: the quiet ones with the given ones laid over them. */
export function userSettings(settings = {}) {
  return { ...QUIET, ...settings };
}
