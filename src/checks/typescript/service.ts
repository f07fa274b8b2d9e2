import type ts from 'typescript';
import type { Diagnostic } from '../../workspace/diagnostic.ts';
import { projectOf, type Project } from './project.ts';

type TypeScript = typeof ts;

/** Projects held at once; each has its own tree of files in memory. */
const MAX_PROJECTS = 3;
/** Projects with more files than this are checked by what the file itself imports, and their declaration files. */
const MAX_ROOTS = 3_000;
/** A configuration, and the files that belong to it, are read again after so long. */
const PROJECT_FOR_MS = 10_000;

interface Held {
  readonly project: Project;
  readonly service: ProjectService;
  readonly readAt: number;
}

/** Types and syntax of files with a text in place of what is on disk. Reads files, writes and runs nothing. */
export class OverlayService {
  private readonly held = new Map<string, Held>();
  private readonly typescript: TypeScript;
  private readonly isOrphaned: () => boolean;

  /** `isOrphaned`: asked while it works; true makes it give up. */
  public constructor(typescript: TypeScript, isOrphaned: () => boolean = () => false) {
    this.typescript = typescript;
    this.isOrphaned = isOrphaned;
  }

  public diagnostics(file: string, text: string): Diagnostic[] {
    const name = file.replaceAll('\\', '/');
    return this.serviceFor(name).diagnostics(name, text);
  }

  private serviceFor(file: string): ProjectService {
    const known = this.held.get(file);
    if (known !== undefined && Date.now() - known.readAt < PROJECT_FOR_MS) return known.service;
    const project = projectOf(this.typescript, file);
    const same = [...this.held.values()].find((other) => isSame(other.project, project));
    const service = same?.service ?? new ProjectService(this.typescript, project, this.isOrphaned);
    this.held.delete(file);
    this.held.set(file, { project, service, readAt: Date.now() });
    const services = [...new Set([...this.held.values()].reverse().map((held) => held.service))];
    for (const old of services.slice(MAX_PROJECTS)) {
      for (const [name, held] of this.held) if (held.service === old) this.held.delete(name);
      old.dispose();
    }
    return service;
  }
}

function isSame(one: Project, other: Project): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

class ProjectService {
  private readonly typescript: TypeScript;
  private readonly service: ts.LanguageService;
  private readonly roots: Set<string>;
  private overlay: { file: string; text: string; version: number } | undefined;
  private readonly versions = new Map<string, string>();
  private checks = 0;

  public constructor(typescript: TypeScript, project: Project, isOrphaned: () => boolean) {
    this.typescript = typescript;
    this.roots = new Set(
      project.files.length <= MAX_ROOTS ? project.files : project.files.filter((name) => /\.d\.[cm]?ts$/.test(name)),
    );
    this.service = typescript.createLanguageService(
      this.host(project, isOrphaned),
      typescript.createDocumentRegistry(typescript.sys.useCaseSensitiveFileNames),
      typescript.LanguageServiceMode.Semantic,
    );
  }

  public diagnostics(file: string, text: string): Diagnostic[] {
    this.roots.add(file);
    this.checks++;
    this.versions.clear();
    this.overlay = { file, text, version: this.checks };
    const found = [...this.service.getSyntacticDiagnostics(file), ...this.service.getSemanticDiagnostics(file)];
    return found.map((diagnostic) => converted(this.typescript, diagnostic));
  }

  public dispose(): void {
    this.service.dispose();
  }

  private host(project: Project, isOrphaned: () => boolean): ts.LanguageServiceHost {
    const { sys } = this.typescript;
    const overlaid = (file: string): string | undefined =>
      this.overlay !== undefined && this.overlay.file === file ? this.overlay.text : undefined;
    return {
      getCompilationSettings: () => project.options,
      getScriptFileNames: () => [...this.roots],
      getScriptVersion: (file) => this.versionOf(file),
      getScriptSnapshot: (file) => {
        const text = overlaid(file) ?? sys.readFile(file);
        return text === undefined ? undefined : this.typescript.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => project.folder,
      getDefaultLibFileName: (options) => this.typescript.getDefaultLibFilePath(options),
      useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
      fileExists: (file) => overlaid(file) !== undefined || sys.fileExists(file),
      readFile: (file, encoding) => overlaid(file) ?? sys.readFile(file, encoding),
      readDirectory: (...parts) => sys.readDirectory(...parts),
      directoryExists: (folder) => sys.directoryExists(folder),
      getDirectories: (folder) => sys.getDirectories(folder),
      ...(sys.realpath && { realpath: (place: string) => sys.realpath?.(place) ?? place }),
      getCancellationToken: () => ({ isCancellationRequested: isOrphaned }),
    };
  }

  /** A file's state on disk, looked at once per check. */
  private versionOf(file: string): string {
    if (this.overlay?.file === file) return `overlay ${this.overlay.version}`;
    let version = this.versions.get(file);
    if (version === undefined) {
      version = String(this.typescript.sys.getModifiedTime?.(file)?.getTime() ?? 0);
      this.versions.set(file, version);
    }
    return version;
  }
}

function converted(typescript: TypeScript, diagnostic: ts.Diagnostic): Diagnostic {
  const start = diagnostic.start ?? 0;
  const related = (diagnostic.relatedInformation ?? []).flatMap((place) => {
    if (place.file === undefined) return [];
    const { line } = place.file.getLineAndCharacterOfPosition(place.start ?? 0);
    const message = typescript.flattenDiagnosticMessageText(place.messageText, '\n');
    return [{ file: place.file.fileName, line, message }];
  });
  return {
    start,
    end: start + (diagnostic.length ?? 0),
    severity: severityOf(typescript, diagnostic.category),
    message: typescript.flattenDiagnosticMessageText(diagnostic.messageText, '\n'),
    code: `TS${diagnostic.code}`,
    source: 'ts',
    ...(related.length > 0 && { related }),
  };
}

function severityOf(typescript: TypeScript, category: ts.DiagnosticCategory): Diagnostic['severity'] {
  if (category === typescript.DiagnosticCategory.Error) return 'error';
  if (category === typescript.DiagnosticCategory.Warning) return 'warning';
  return category === typescript.DiagnosticCategory.Suggestion ? 'hint' : 'information';
}
