import { headers } from "next/headers";
import type { ReactNode } from "react";
import type { View } from "@/components/map/projection";
import type { Language } from "@/app/languages/language";
import { mapLibraryAt } from "@/lib/map/library";
import { tilesUnder } from "@/lib/map/answer";

/**
 * The map that is markup, and a button that puts one in its place which moves under the hand. What draws that is loaded only when it is pressed; without scripts there is no button.
 * `question`: what is asked of the list, for the map too.
 */
export async function MovingMap({ view, question, words, to, locale, children }: Pick<Language, "words" | "to"> & { view: View; question: string; locale: string; children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const { moving } = words;
  return (
    <div className="moving">
      <p>
        <button type="button" className="button button--plain" hidden data-moving-open="">
          {moving.open}
        </button>
        <button type="button" className="button button--plain" hidden data-moving-close="">
          {moving.close}
        </button>{" "}
        <span role="status" className="note" data-moving-status="" data-loading={moving.loading} data-failed={moving.failed} data-one={moving.one} data-many={moving.many} data-none={moving.none} />
      </p>
      <div
        hidden
        data-moving-map=""
        data-library={mapLibraryAt}
        data-tiles={tilesUnder}
        data-view={[view.west, view.south, view.east, view.north].map((each) => each.toFixed(5)).join(",")}
        data-question={question}
        data-list={to("/devices")}
        data-device={to("/devices/")}
        data-asset={to("/assets/")}
        data-locale={locale}
        data-title={words.register.mapTitle}
        data-closer={words.map.zoomIn}
        data-further={words.map.zoomOut}
        data-here={moving.here}
        data-hide={moving.hide}
      >
        <div className="moving-sheet" data-moving-sheet="" />
        <p className="note">
          <a href={to("/devices")} data-moving-list="">
            {moving.list}
          </a>
        </p>
        <ul className="note moving-marks" aria-label={moving.marks} data-moving-marks="" />
      </div>
      <div data-still-map="">{children}</div>
      <script type="module" defer src="/moving-map.js" nonce={nonce} data-own="" />
    </div>
  );
}
