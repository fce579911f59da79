import type { ReactNode } from "react";
import { Sign, type SignName } from "./sign";
import { SquareCode } from "./square-code";

export type SignSize = "a6" | "a4" | "label";

/** A word under a sign, once in each language that the sign speaks. */
export interface Said {
  lang: string;
  text: string;
}

/**
 * What is fixed to a pole: the number on its plate, what hangs there and why, the signs that matter to a passer-by, and where one reads more. In its true size,
 * black on white outside the plate; the square code is 33 mm wide on a sheet and 23 on a label, never under 20.
 */
export function PoleSign({ size, label, plate, city, title, children, signs, more, address, short, call }: { size: SignSize; label: string; plate: string; city: string; title: ReactNode; children?: ReactNode; signs: { name: SignName; words: Said[] }[]; more: Said[]; address: string; short: string; call: Said[] }) {
  return (
    <article className={`pole-sign is-${size}`} aria-label={label}>
      <div className="pole-sign-top">
        <b>{plate}</b>
        <span>{city}</span>
      </div>
      <div className="pole-sign-middle">
        <p className="pole-sign-title">{title}</p>
        {children}
        <ul className="pole-sign-signs">
          {signs.map((sign) => (
            <li key={sign.name}>
              <Sign name={sign.name} />
              <Words of={sign.words} />
            </li>
          ))}
        </ul>
      </div>
      <div className="pole-sign-foot">
        <SquareCode className="pole-sign-code" address={address} label={short} />
        <div>
          <Words of={more} />
          <b className="pole-sign-address">
            {short.slice(0, short.indexOf("/"))}
            <wbr />
            <span>{short.slice(short.indexOf("/"))}</span>
          </b>
          <Words of={call} />
        </div>
      </div>
    </article>
  );
}

const Words = ({ of }: { of: Said[] }) => of.map(({ lang, text }) => (
  <span key={lang} lang={lang} className="pole-sign-words">
    {text}
  </span>
));
