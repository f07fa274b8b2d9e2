/** Java that runs in the copy of a Maven project: as plain as Java 8, which some projects still compile for. */

/** A test by which Maven itself says what it runs tests with. */
export const FACTS_TEST = 'LocalForgeFactsTest';

/** Writes to `output`, a line each and parted by a tabulator: kind and value. */
export function factsTest(output: string): string {
  return `import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;

class ${FACTS_TEST} {
  @org.junit.jupiter.api.Test
  void facts() throws Exception {
    PrintStream out = new PrintStream(${JSON.stringify(output)}, "UTF-8");
    out.println("home\\t" + System.getProperty("java.home"));
    String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String entry : path.split(File.pathSeparator)) out.println("path\\t" + entry);
    String[] needed = {
      "org.junit.platform.launcher.Launcher", "org.junit.platform.engine.TestEngine",
      "org.junit.platform.commons.JUnitException", "org.junit.jupiter.engine.JupiterTestEngine",
      "org.opentest4j.AssertionFailedError"
    };
    for (String name : needed) {
      try {
        Class<?> known = Class.forName(name);
        out.println("path\\t" + new File(known.getProtectionDomain().getCodeSource().getLocation().toURI()));
      } catch (Throwable missing) {
        // Maven will have run this without it.
      }
    }
    for (String argument : java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments())
      out.println("argument\\t" + argument);
    for (String name : System.getProperties().stringPropertyNames()) {
      String value = System.getProperty(name);
      boolean isOwn = name.matches("(java|javax|sun|os|user|file|path|line|jdk|awt|surefire|native|stdout|stderr|stdin)\\\\..*");
      if (!isOwn && !value.matches("(?s).*[\\n\\t].*")) out.println("property\\t" + name + "=" + value);
    }
    try (InputStream code = ${FACTS_TEST}.class.getResourceAsStream("${FACTS_TEST}.class")) {
      for (int skipped = 0; skipped < 6; skipped++) code.read();
      out.println("release\\t" + (code.read() * 256 + code.read() - 44));
    }
    out.close();
  }
}
`;
}

/** The class that runs tests by JUnit's launcher. */
export const JUNIT_RUN = 'LocalForgeRun';

/** Its arguments: file of the report, class, a method or nothing, seed or nothing. */
export const JUNIT_RUN_CODE = `import java.io.PrintStream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

public final class ${JUNIT_RUN} implements TestExecutionListener {
  private final PrintStream report;

  private ${JUNIT_RUN}(PrintStream report) {
    this.report = report;
  }

  public static void main(String[] given) throws Exception {
    PrintStream report = new PrintStream(given[0], "UTF-8");
    DiscoverySelector selected = given[2].isEmpty()
        ? DiscoverySelectors.selectClass(given[1])
        : DiscoverySelectors.selectMethod(given[1], given[2]);
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
        .selectors(selected)
        .configurationParameter("junit.jupiter.execution.parallel.enabled", "false");
    if (!given[3].isEmpty()) {
      request.configurationParameter(
          "junit.jupiter.testmethod.order.default", "org.junit.jupiter.api.MethodOrderer$Random");
      request.configurationParameter("junit.jupiter.execution.order.random.seed", given[3]);
    }
    LauncherDiscoveryRequest built = request.build();
    Launcher launcher = LauncherFactory.create();
    launcher.execute(built, new ${JUNIT_RUN}(report));
    report.close();
    System.out.flush();
    // Threads that a test has left would go on.
    Runtime.getRuntime().halt(0);
  }

  @Override
  public void executionStarted(TestIdentifier test) {
    if (test.isTest()) report.println("begun\\t" + nameOf(test));
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    boolean passed = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
    // An assumption that does not hold.
    if (result.getStatus() == TestExecutionResult.Status.ABORTED) report.println("skipped\\t" + nameOf(test));
    else if (test.isTest() || !passed) report.println((passed ? "passed\\t" : "failed\\t") + nameOf(test));
    if (passed) return;
    result.getThrowable().ifPresent(thrown -> {
      report.println("error\\t" + String.valueOf(thrown).replaceAll("\\\\s+", " "));
      for (StackTraceElement frame : thrown.getStackTrace())
        if (!frame.getClassName().startsWith("org.junit.")) report.println("at\\t" + frame);
    });
  }

  private static String nameOf(TestIdentifier test) {
    Object source = test.getSource().orElse(null);
    if (!(source instanceof MethodSource)) return test.getDisplayName();
    MethodSource method = (MethodSource) source;
    boolean isPlain = test.getDisplayName().startsWith(method.getMethodName() + "(");
    String more = isPlain ? "" : " " + test.getDisplayName().replaceAll("\\\\s+", " ");
    return method.getClassName() + more + "." + method.getMethodName();
  }
}
`;
