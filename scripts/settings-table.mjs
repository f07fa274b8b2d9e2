// Writes the table of settings into README.md from `contributes.configuration` of package.json, where they are defined.
import fs from 'node:fs';

/** README text with the table between its two markers; `texts` is package.nls.json. */
export function withSettingsTable(readme, manifest, texts) {
  const rows = Object.entries(manifest.contributes.configuration.properties).map(([name, schema]) => {
    const values = schema.enum ? ` One of ${schema.enum.map((value) => `\`${value}\``).join(', ')}.` : '';
    return `| \`${name}\` | \`${JSON.stringify(schema.default)}\` | ${texts[schema.markdownDescription.slice(1, -1)]}${values} |`;
  });
  const table = ['<!-- prettier-ignore -->', '| setting | default | meaning |', '| --- | --- | --- |', ...rows].join(
    '\n',
  );
  return readme.replace(/(<!-- settings:.*? -->\n)[\s\S]*?(<!-- \/settings -->)/, `$1\n${table}\n\n$2`);
}

if (process.argv[1]?.endsWith('settings-table.mjs')) {
  const readme = new URL('../README.md', import.meta.url);
  const json = (file) => JSON.parse(fs.readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'));
  const filled = withSettingsTable(fs.readFileSync(readme, 'utf8'), json('package.json'), json('package.nls.json'));
  fs.writeFileSync(readme, filled);
}
