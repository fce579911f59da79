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

/** The frame's own words; give them in the language of the page. */
export interface FrameWords {
  rights: string;
  skip: string;
  main: string;
  signIn: string;
  language: string;
  demo: string;
  demoSignIn: string;
  demoMailbox: string;
  alarm: string;
  alarmMeans: string;
  ledger: string;
  howKept: string;
  help: string;
  call: (telephone: string, hours: string) => string;
  write: (mail: string) => string;
  display: string;
  open: string;
  data: string;
  privacy: string;
}

export const english = { ledger: "/ledger", data: "/data", rights: "/data-rights", privacy: "/privacy", display: "/display" };

interface FrameProps {
  kind: "public" | "partner" | "staff";
  city: FrameCity;
  nav: { to: string; label: string }[];
  /** The path of the page shown. It marks its own place in the navigation, or the nearest one above it. */
  path: string;
  person?: FramePerson;
  /** `standing` is already in words: how much it holds and when it was sealed. `alarm` says why the ledger is not to be relied on now. */
  ledger: { standing: string; alarm: string | null };
  words: FrameWords;
  /** where the front door is, in the language of the page, and what lies at its foot */
  home: string;
  foot?: { ledger: string; data: string; rights: string; privacy: string; display: string };
  /** the same page in the languages there are */
  languages?: { code: string; name: string; to: string; isThis: boolean }[];
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
export function Frame({ kind, city, nav, path, person, ledger, words, home, foot = english, languages = [], mode, theme, children }: FrameProps) {
  const current = currentPlace(nav, path);
  return (
    <div className={kind === "staff" ? "frame staff" : "frame"} data-theme={theme}>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <header className="site">
        {mode === "demo" && <Demo words={words} />}
        <div className="wrap site-in">
          <a className="brand" href={home}>
            <Brand />
            <span>
              <b>Lamppost</b>
              <span>{kind === "staff" ? "City staff" : city.name}</span>
            </span>
          </a>
          <div className="site-end">
            {languages.length > 1 && <Languages languages={languages} words={words} />}
            {person ? <PersonMenu person={person} /> : <a href="/sign-in">{words.signIn}</a>}
          </div>
          <nav aria-label={words.main}>
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
      {ledger.alarm && <Alarm why={ledger.alarm} words={words} />}
      {children}
      <Footer city={city} ledger={ledger} words={words} foot={foot} />
    </div>
  );
}

/** Over every page, to everybody: nobody is to rely on a ledger that does not continue what was signed. */
function Alarm({ why, words }: { why: string; words: FrameWords }) {
  return (
    <div className="alarm" role="alert">
      <div className="wrap">
        <p>
          <strong>{words.alarm}</strong> {why} <a href="/ledger">{words.alarmMeans}</a>
        </p>
      </div>
    </div>
  );
}

function Demo({ words }: { words: FrameWords }) {
  return (
    <div className="demo">
      <div className="wrap">
        <span>{words.demo}</span>
        <a href="/sign-in">{words.demoSignIn}</a>
        <a href="/demo/mailbox">{words.demoMailbox}</a>
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

/** Each language by its own name. */
function Languages({ languages, words }: { languages: NonNullable<FrameProps["languages"]>; words: FrameWords }) {
  return (
    <nav className="languages" aria-label={words.language}>
      <ul>
        {languages.map((each) => (
          <li key={each.code}>
            <a href={each.to} lang={each.code} hrefLang={each.code} aria-current={each.isThis ? "true" : undefined}>
              {each.name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
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

function Footer({ city, ledger, words, foot }: Pick<FrameProps, "city" | "ledger" | "words"> & { foot: NonNullable<FrameProps["foot"]> }) {
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
              <h2>{words.ledger}</h2>
              <p>
                {ledger.standing} <a href={foot.ledger}>{words.howKept}</a>
              </p>
            </div>
          </div>
          <div>
            <h2>{words.help}</h2>
            <ul>
              <li>
                <a href={`tel:${city.telephone.replaceAll(" ", "")}`}>{words.call(city.telephone, city.hours)}</a>
              </li>
              <li>
                <a href={`mailto:${city.mail}`}>{words.write(city.mail)}</a>
              </li>
              <li>
                <a href={foot.display}>{words.display}</a>
              </li>
            </ul>
          </div>
          <div>
            <h2>{words.open}</h2>
            <ul>
              <li>
                <a href={foot.data}>{words.data}</a>
              </li>
              <li>
                <a href={foot.rights}>{words.rights}</a>
              </li>
              <li>
                <a href={foot.privacy}>{words.privacy}</a>
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
