import type { ReactNode } from "react";
import { Icon } from "@/components/show/icon";

export interface FrameCity {
  name: string;
  office: string;
  address: string;
  telephone: string;
  hours: string;
  mail: string;
}

export interface FramePerson {
  name: string;
  /** What they are here as: "Permit officer, Harbour Quarter". */
  line?: string;
  menu: { to: string; label: string }[];
  signOut: (data: FormData) => Promise<void>;
}

export interface FrameProps {
  kind: "public" | "partner" | "staff";
  city: FrameCity;
  nav: { to: string; label: string }[];
  /** The path of the page shown. It marks its own place in the navigation, or the nearest one above it. */
  path: string;
  person?: FramePerson;
  /** `sealedAt` is already in words: "today at 14:02". `alarm` says why the ledger is not to be relied on now. */
  ledger: { entries: number; sealedAt: string | null; witnesses: number; alarm: string | null };
  mode: "demo" | "production";
  theme?: "light" | "dark";
  children: ReactNode;
}

/** The place in the navigation that holds a path: itself, or the longest address that the path begins with. */
function currentPlace(nav: FrameProps["nav"], path: string): string | undefined {
  return nav
    .map((item) => item.to)
    .filter((to) => path === to || path.startsWith(`${to}/`))
    .sort((one, other) => other.length - one.length)[0];
}

/** Header and footer around a page. Enamel for the public and partners, iron with a lamp-coloured line for staff. */
export function Frame({ kind, city, nav, path, person, ledger, mode, theme, children }: FrameProps) {
  const current = currentPlace(nav, path);
  return (
    <div className={kind === "staff" ? "frame staff" : "frame"} data-theme={theme}>
      <a className="skip" href="#main">
        Skip to main content
      </a>
      <header className="site">
        {mode === "demo" && <Demo />}
        <div className="wrap site-in">
          <a className="brand" href="/">
            <Brand />
            <span>
              <b>Lamppost</b>
              <span>{kind === "staff" ? "City staff" : city.name}</span>
            </span>
          </a>
          <div className="site-end">{person ? <PersonMenu person={person} /> : <a href="/sign-in">Sign in</a>}</div>
          <nav aria-label="Main">
            <ul>
              {nav.map((item) => (
                <li key={item.to}>
                  <a href={item.to} aria-current={item.to !== current ? undefined : item.to === path ? "page" : "true"}>
                    {item.label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
      </header>
      {ledger.alarm && <Alarm words={ledger.alarm} />}
      {children}
      <Footer city={city} ledger={ledger} />
    </div>
  );
}

/** Over every page, to everybody: nobody is to rely on a ledger that does not continue what was signed. */
function Alarm({ words }: { words: string }) {
  return (
    <div className="alarm" role="alert">
      <div className="wrap">
        <p>
          <strong>The ledger cannot be relied on at the moment.</strong> {words} <a href="/ledger">What this means</a>
        </p>
      </div>
    </div>
  );
}

function Demo() {
  return (
    <div className="demo">
      <div className="wrap">
        <span>Demonstration city: everyone and everything here is invented.</span>
        <a href="/sign-in">Sign in as someone</a>
        <a href="/demo/mailbox">Mailbox</a>
      </div>
    </div>
  );
}

function Brand() {
  return (
    <svg viewBox="0 0 36 40" aria-hidden="true">
      <path d="M27 12 33.5 36H16.5L22 12z" fill="var(--color-lamp)" />
      <path d="M9 38V9.5C9 5.4 11.4 3 15 3h9.5" stroke="currentColor" strokeWidth="3" />
      <path d="M20 4h10v5.5H20z" fill="currentColor" />
      <path d="M4 37.5h11" stroke="currentColor" strokeWidth="3" />
    </svg>
  );
}

function PersonMenu({ person }: { person: FramePerson }) {
  return (
    <details className="menu">
      <summary className="who">
        <span>
          {person.name}
          {person.line && <small>, {person.line}</small>}
        </span>
        <Icon name="down" />
      </summary>
      <ul>
        {person.menu.map((item) => (
          <li key={item.to}>
            <a href={item.to}>{item.label}</a>
          </li>
        ))}
        <li>
          <form action={person.signOut}>
            <button type="submit">Sign out</button>
          </form>
        </li>
      </ul>
    </details>
  );
}

function Footer({ city, ledger }: Pick<FrameProps, "city" | "ledger">) {
  const entries = ledger.entries === 1 ? "1 entry" : `${ledger.entries.toLocaleString("en-GB")} entries`;
  return (
    <footer className="foot">
      <div className="wrap">
        <div className="scale" aria-hidden="true">
          <i />
          <i />
          <i />
          <i />
          <i />
          <i />
        </div>
        <div className="foot-in">
          <div className="sealed">
            <svg viewBox="0 0 32 32" aria-hidden="true" stroke="currentColor" strokeWidth="2">
              <path d="M4 4h24v24H4z" />
              <path d="M16 4v8M10 12h12M10 12v6M22 12v6M7 18h6M19 18h6M7 18v5M13 18v5M19 18v5M25 18v5" />
            </svg>
            <div>
              <h2>The ledger</h2>
              <p>
                {entries}. {ledger.sealedAt ? `Last sealed ${ledger.sealedAt}${ledger.witnesses > 0 ? `, seen by ${ledger.witnesses === 1 ? "1 witness" : `${ledger.witnesses} witnesses`}` : ""}.` : "Nothing is sealed yet."} <a href="/ledger">How it is kept</a>
              </p>
            </div>
          </div>
          <div>
            <h2>Help</h2>
            <ul>
              <li>
                <a href={`tel:${city.telephone.replaceAll(" ", "")}`}>
                  Call {city.telephone}, {city.hours}
                </a>
              </li>
              <li>
                <a href={`mailto:${city.mail}`}>Write to {city.mail}</a>
              </li>
              <li>
                <a href="/display">Display and accessibility</a>
              </li>
            </ul>
          </div>
          <div>
            <h2>Open to all</h2>
            <ul>
              <li>
                <a href="/devices.csv">Download the register</a>
              </li>
              <li>
                <a href="/privacy">Privacy</a>
              </li>
            </ul>
          </div>
          <div>
            <h2>{city.name}</h2>
            <p>
              {city.office}
              <br />
              {city.address}
            </p>
          </div>
        </div>
      </div>
    </footer>
  );
}
