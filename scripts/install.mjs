// Plain JavaScript without packages: it runs before there are any.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const oldest = [20, 19];

function stopWith(sentence) {
  console.error(sentence);
  process.exit(1);
}

function checkMachine() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    stopWith(`Lamppost needs Node ${oldest.join(".")} or later, and this is Node ${process.versions.node}. Install a later one from https://nodejs.org and start again.`);
  }
  if (process.platform === "win32") {
    stopWith("Lamppost runs on Linux and macOS. On Windows, start it inside the Windows Subsystem for Linux.");
  }
}

function isInstalled() {
  const installed = join(root, "node_modules", ".package-lock.json");
  const wanted = join(root, "package-lock.json");
  if (!existsSync(installed)) return false;
  return !existsSync(wanted) || statSync(wanted).mtimeMs <= statSync(installed).mtimeMs;
}

function install() {
  if (isInstalled()) return;
  const began = performance.now();
  console.log("Installing packages. The first time this takes about a minute.");
  // npm names its own program to what it runs; started otherwise, the one on the path has to do.
  const npm = process.env.npm_execpath?.endsWith(".js") ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const args = [...npm.slice(1), "install", "--no-audit", "--no-fund", "--include=dev", "--loglevel=error"];
  const { status } = spawnSync(npm[0], args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  if (status !== 0) stopWith("The packages could not be installed. What npm says above tells why; check the network and start again.");
  console.log(`Packages installed (${((performance.now() - began) / 1000).toFixed(1)} s)`);
}

function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}

/**
 * npm runs scripts through a shell, and a signal to npm ends the shell but does not reach us. So look now and then
 * whether the shell, and where that can be seen npm above it, are still there.
 */
function whenNpmIsGone(act) {
  if (!process.env.npm_lifecycle_event) return;
  const shell = process.ppid;
  const npm = parentOf(shell);
  setInterval(() => {
    if (process.ppid !== shell || parentOf(shell) !== npm) act();
  }, 250).unref();
}

/**
 * Checks the machine, installs what is missing, and runs one of our TypeScript programs to its end.
 * @param {string} program such as "scripts/start.ts"
 */
export function run(program) {
  checkMachine();
  install();
  const child = spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", program, ...process.argv.slice(2)], {
    cwd: root,
    // The channel tells the program when this process is killed, so that it does not go on alone.
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    // In a group of its own: Ctrl-C reaches it once, from here.
    detached: true,
  });
  // The loader reports what it loads over the channel; nobody here needs to know.
  child.on("message", () => undefined);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  whenNpmIsGone(() => child.connected && child.disconnect());
  child.on("exit", (code) => process.exit(code ?? 1));
}
