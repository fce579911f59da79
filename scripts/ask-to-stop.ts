/** Someone asked this program to stop; everything it started is to be stopped. */
export class StopAsked extends Error {
  override name = "StopAsked";
}

/**
 * Rejects with StopAsked at the first Ctrl-C, SIGTERM or closed terminal, and when the program that started this one is
 * gone. A second request ends this process at once, and with it by force all that it started.
 */
export function stopAsked(): Promise<never> {
  const asked = new Promise<never>((_, fail) => {
    let before: number | null = null;
    const ask = () => {
      // npm passes on a Ctrl-C that the terminal has already sent, so one press may arrive twice.
      if (before !== null && Date.now() - before < 1_000) return;
      if (before !== null) process.exit(130);
      before = Date.now();
      fail(new StopAsked("Stopping."));
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, ask);
    process.once("disconnect", ask);
  });
  asked.catch(() => undefined);
  return asked;
}
