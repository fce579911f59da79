import { KeptWords } from "@/components/form/kept-words";
import { authorOf, keptTyped } from "@/lib/forms/kept";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { Frame } from "@/components/page/frame";
import { signOutHere } from "@/app/sign-out";
import { isInEveryLanguage, withLanguage } from "@/app/languages/addresses";
import { codes, languages } from "@/app/languages/all";
import { languageNow, type Language } from "@/app/languages/language";
import { dayOf } from "@/lib/core/calendar";
import { city } from "@/lib/core/city";
import { isDemo, origin } from "@/lib/core/mode";
import { ledgerStanding } from "@/lib/ledger/queries";
import { mayOpenAccess } from "@/lib/people/queries";
import { currentPerson, isMember, isStaff, type Who } from "@/lib/session/current";

const english: Language = { code: "en", words: languages.en, to: (path) => path, written: {} };
const partnerNav = [
  { to: "/partner", label: "Applications" },
  { to: "/partner/permits", label: "Permits" },
  { to: "/partner/data-requests", label: "Data requests" },
  { to: "/partner/members", label: "Members" },
];

/** Only what a person may open: a door that is never theirs is not shown. */
function staffNav(who: Who) {
  const can = (action: "examine" | "manage_assets", subject: "Concern" | "NoticeWording" | "Application" | "Permit" | "Partner" | "Person" | "LedgerEntry" | "Asset") => who.ability.rulesFor(action, subject).some((rule) => !rule.inverted);
  return [
    ...(can("examine", "Application") ? [{ to: "/staff", label: "Queue" }] : []),
    ...(can("examine", "Permit") ? [{ to: "/staff/permits", label: "Permits" }] : []),
    ...(["suspend", "revoke"].some((act) => who.ability.rulesFor(act as "suspend", "Stop").some((rule) => !rule.inverted)) ? [{ to: "/staff/stops", label: "Stops" }] : []),
    ...(can("examine", "Concern") ? [{ to: "/staff/concerns", label: "Concerns" }] : []),
    ...(can("manage_assets", "Asset") ? [{ to: "/staff/assets", label: "Assets" }] : []),
    ...(can("examine", "Partner") ? [{ to: "/staff/partners", label: "Partners" }] : []),
    ...(can("examine", "Person") ? [{ to: "/staff/people", label: "People" }] : []),
    ...(can("examine", "NoticeWording") ? [{ to: "/staff/letters", label: "Letters" }] : []),
    ...(mayOpenAccess(who) ? [{ to: "/staff/access", label: "Access" }] : []),
    ...(can("examine", "LedgerEntry") ? [{ to: "/staff/ledger", label: "Ledger" }] : []),
  ];
}

/** Header and footer for the part of the portal one is in. A public page is the same `forEveryone`: it does not ask who reads it. */
export async function Shell({ kind, forEveryone = false, children }: { kind: "public" | "partner" | "staff"; forEveryone?: boolean; children: ReactNode }) {
  const [who, ledger, given] = await Promise.all([forEveryone ? null : currentPerson(), ledgerStanding(), headers()]);
  const now = new Date();
  // What is somebody's own is in English only.
  const { code, words, to } = forEveryone ? await languageNow() : english;
  const path = given.get("x-lamppost-path") ?? "/";
  const publicNav = [
    { to: to("/devices"), label: words.frame.register },
    { to: to("/decisions"), label: words.frame.decisions },
    { to: to("/concerns"), label: words.concern.nav },
  ];
  const own = who ? [...(isStaff(who) ? [{ to: "/staff", label: "My work" }] : []), ...(isMember(who) ? [{ to: "/partner", label: "My applications" }] : []), { to: "/account", label: "My account" }, { to: "/devices", label: "Public register" }] : [];
  return (
    <>
      {/* Put into the head of the page wherever they stand. */}
      <meta name="description" content={words.home.lead} />
      {forEveryone && isInEveryLanguage(path) && (
        <>
          <link rel="canonical" href={`${origin()}${to(path)}`} />
          {codes.map((each) => (
            <link key={each} rel="alternate" hrefLang={each} href={`${origin()}${withLanguage(each, path)}`} />
          ))}
          <link rel="alternate" hrefLang="x-default" href={`${origin()}${path}`} />
        </>
      )}
      <Frame
        kind={kind}
        city={city}
        nav={kind === "staff" && who ? staffNav(who) : kind === "partner" ? partnerNav : publicNav}
        path={to(path)}
        words={words.frame}
        home={to("/")}
        foot={{ ledger: to("/ledger"), data: to("/data"), rights: to("/data-rights"), privacy: to("/privacy"), display: to("/display") }}
        {...(forEveryone && isInEveryLanguage(path) ? { languages: codes.map((each) => ({ code: each, name: languages[each].name, to: `${withLanguage(each, path)}${given.get("x-lamppost-search") ?? ""}`, isThis: each === code })) } : {})}
        {...(who ? { person: { name: who.person.name, line: who.person.line, menu: own, signOut: signOutHere } } : {})}
        ledger={{ standing: `${words.frame.entries(ledger.entries)}. ${ledger.sealedAt ? words.frame.sealed(ledger.sealedAt, dayOf(ledger.sealedAt).getTime() === dayOf(now).getTime(), ledger.witnesses) : words.frame.notSealed}`, alarm: ledger.alarm }}
        mode={isDemo() ? "demo" : "production"}
      >
        {forEveryone ? (
          children
        ) : (
          <KeptWords by={who ? authorOf(who.person.id) : null} was={who ? await keptTyped(who.person.id, given.get("x-lamppost-path") ?? "/") : null}>
            {children}
          </KeptWords>
        )}
      </Frame>
    </>
  );
}
