/** What is read of vitest's JSON report. */
export type Report = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
};

/** The closing line and the exit code: nothing counts as success but tests that ran, all of which passed. */
export function summaryOf(report: Report | undefined, exitCode: number | null): { line: string; exitCode: number } {
  const passed = report?.numPassedTests ?? 0;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  // A file that could not be loaded has no tests to fail, and an error between tests belongs to none.
  const unloaded = report?.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const known = (report?.numFailedTests ?? 0) + (unloaded?.length ?? 0);
  const ranNone = passed + known === 0;
  const failed = known === 0 && exitCode !== 0 && !(ranNone && report) ? 1 : known;
  const line = `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
  return { line, exitCode: failed > 0 || ranNone ? 1 : 0 };
}
