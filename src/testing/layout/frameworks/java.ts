import type { FolderView } from '../ecosystem.ts';
import { decided, mostVotes, type Decision } from './decision.ts';

const JUPITER = 'org.junit.jupiter';

/** JUnit 5 by its imports; JUnit 4 and TestNG look similar and run other code. */
export function ofTests(texts: readonly string[]): Decision | undefined {
  const found = mostVotes(
    texts.flatMap((text) => {
      if (text.includes(JUPITER)) return 'junit' as const;
      if (/^import (?:static )?org\.junit\./m.test(text)) return 'JUnit 4' as const;
      return /^import (?:static )?org\.testng\./m.test(text) ? ('TestNG' as const) : [];
    }),
  );
  if (found === undefined) return undefined;
  return found === 'junit' ? decided(found, 'the tests next to it use it') : { unsupported: found };
}

export async function ofFolder({ names, text }: FolderView): Promise<Decision | undefined> {
  const manifests = names.filter((name) => /^(?:pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml)$/.test(name));
  if (names.includes('gradle')) manifests.push('gradle/libs.versions.toml');
  const texts = await Promise.all(manifests.map(async (name) => ({ name, content: (await text(name)) ?? '' })));
  const five = texts.find(({ content }) =>
    /org\.junit\.jupiter|junit-jupiter|useJUnitPlatform|spring-boot-starter-test/.test(content),
  );
  if (five !== undefined) return decided('junit', `${five.name} depends on it`);
  if (texts.some(({ content }) => /<groupId>junit<\/groupId>|["']junit:junit:/.test(content)))
    return { unsupported: 'JUnit 4' };
  return texts.some(({ content }) => /org\.testng/.test(content)) ? { unsupported: 'TestNG' } : undefined;
}
