import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { cookies, headers } from "next/headers";
import type { NextApiRequest, NextApiResponse } from "next";
import NextAuth, { type NextAuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { db } from "@/lib/core/db";
import { isDemo, origin } from "@/lib/core/mode";
import { log } from "@/lib/core/log";
import { asSystem } from "@/lib/core/wall";
import { longest, signIn, signInAsCast } from "@/lib/session/sign-in";

declare module "next-auth" {
  interface Session {
    sessionId: string;
  }
}
declare module "next-auth/jwt" {
  interface JWT {
    sessionId?: string;
  }
}

const secret = () => {
  const value = process.env.LAMPPOST_SECRET;
  if (!value) throw new Error("LAMPPOST_SECRET is not set: start the portal with `npm start`.");
  return value;
};

const password = CredentialsProvider({
  id: "password",
  credentials: { email: {}, password: {}, code: {} },
  async authorize(given, request) {
    const result = await signIn({
      email: String(given?.email ?? ""),
      password: String(given?.password ?? ""),
      code: String(given?.code ?? ""),
      address: addressOf(request.headers ?? {}),
      browser: String(request.headers?.["user-agent"] ?? ""),
    });
    if (result === "slow_down") throw new Error("slow_down");
    return result === "no" ? null : { id: result.sessionId };
  },
});

const cast = CredentialsProvider({
  id: "cast",
  credentials: { email: {} },
  async authorize(given, request) {
    const sessionId = await signInAsCast(String(given?.email ?? ""), String(request.headers?.["user-agent"] ?? ""));
    return sessionId ? { id: sessionId } : null;
  },
});

/** The last hop's word for where a request comes from: the one a client cannot write. */
function addressOf(from: Record<string, unknown>): string {
  return String(from["x-forwarded-for"] ?? "").split(",").at(-1)?.trim() ?? "";
}

/**
 * next-auth's cookie holds nothing but a session's id. Whether that session still stands, and whose it is, is asked of the
 * database on each request: ending it takes effect at once, on every process.
 */
export function authOptions(): NextAuthOptions {
  return {
    secret: secret(),
    // In production the demo's door is not shut: it is not there.
    providers: isDemo() ? [password, cast] : [password],
    session: { strategy: "jwt", maxAge: longest.allMs / 1000 },
    useSecureCookies: origin().startsWith("https://"),
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/account" },
    callbacks: {
      jwt: ({ token, user }) => (user ? { sessionId: user.id } : token.sessionId ? { sessionId: token.sessionId } : {}),
      async session({ session, token }) {
        const standing = token.sessionId ? await standingSession(token.sessionId) : null;
        if (!standing) throw new Error("this session has ended");
        return { expires: session.expires, sessionId: standing.id };
      },
    },
    events: {
      async signOut({ token }) {
        const id = token?.sessionId;
        if (id) await asSystem(() => db.session.updateMany({ where: { id, endedAt: null }, data: { endedAt: new Date() } }));
      },
    },
    logger: {
      error: (code) => (code === "JWT_SESSION_ERROR" || code === "CALLBACK_CREDENTIALS_HANDLER_ERROR" ? undefined : log.warn({ problem: code }, "sign-in")),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** A session that has neither ended nor run out, of a person who is active; null otherwise. Notes that it was used, once a minute. */
export async function standingSession(id: string) {
  const now = new Date();
  // Whose session it is, is what this finds out: until then it is nobody who asks.
  const session = await asSystem(() =>
    db.session.findUnique({
      where: { id },
      select: { id: true, personId: true, endedAt: true, expiresAt: true, lastSeenAt: true, secondFactorAt: true, confirmedAt: true, person: { select: { id: true, name: true, email: true, line: true, status: true } } },
    }),
  );
  if (!session || session.endedAt || session.expiresAt <= now || session.person.status !== "active") return null;
  const idle = now.getTime() - session.lastSeenAt.getTime();
  if (idle > longest.idleMs) return null;
  if (idle > 60_000) await asSystem(() => db.session.updateMany({ where: { id, endedAt: null }, data: { lastSeenAt: now } }));
  return session;
}

/**
 * next-auth's own callback and sign-out, called in this process with its own CSRF proof, so that signing in is an ordinary form
 * that works without JavaScript. Sets the session cookie it answers with. Answers "done", "no" or "slow_down".
 */
async function ask(action: "callback" | "signout", providerId: string | undefined, body: Record<string, string>): Promise<"done" | "no" | "slow_down"> {
  const jar = await cookies();
  const options = authOptions();
  const csrfToken = randomBytes(32).toString("hex");
  const csrfHash = createHash("sha256").update(`${csrfToken}${options.secret}`).digest("hex");
  const csrfName = options.useSecureCookies ? "__Host-next-auth.csrf-token" : "next-auth.csrf-token";
  const asked = {
    method: "POST",
    query: { nextauth: providerId ? [action, providerId] : [action] },
    headers: Object.fromEntries((await headers()).entries()),
    cookies: { ...Object.fromEntries(jar.getAll().map(({ name, value }) => [name, value])), [csrfName]: `${csrfToken}|${csrfHash}` },
    body: { ...body, csrfToken, json: "true", callbackUrl: origin() },
  };
  const answer = { status: 200, url: "", setCookies: [] as string[] };
  const answering = {
    status: (status: number) => ((answer.status = status), answering),
    getHeader: (name: string) => (name.toLowerCase() === "set-cookie" ? answer.setCookies : undefined),
    setHeader: (name: string, value: string | string[]) => (name.toLowerCase() === "set-cookie" && (answer.setCookies = [value].flat()), answering),
    json: (told: { url?: string }) => void (answer.url = told.url ?? ""),
    send: (told: unknown) => void (answer.url = (told as { url?: string } | undefined)?.url ?? ""),
    end: () => undefined,
  };
  await NextAuth(asked as unknown as NextApiRequest, answering as unknown as NextApiResponse, options);
  for (const line of answer.setCookies) {
    const [pair = "", ...attributes] = line.split("; ");
    const [name = "", value = ""] = [pair.slice(0, pair.indexOf("=")), decodeURIComponent(pair.slice(pair.indexOf("=") + 1))];
    if (!name.includes("session-token")) continue;
    const expires = attributes.find((attribute) => attribute.startsWith("Expires="))?.slice(8);
    jar.set(name, value, { httpOnly: true, sameSite: "lax", path: "/", secure: options.useSecureCookies ?? false, ...(expires ? { expires: new Date(expires) } : { maxAge: 0 }) });
  }
  if (answer.url.includes("error=slow_down")) return "slow_down";
  return answer.status >= 400 || answer.url.includes("error=") ? "no" : "done";
}

export const signInWithPassword = (given: { email: string; password: string; code: string }) => ask("callback", "password", given);
export const signInFromCast = (email: string) => ask("callback", "cast", { email });
export const signOut = () => ask("signout", undefined, {});
