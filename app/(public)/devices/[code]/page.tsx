import type { ReactNode } from "react";
import { notFound } from "next/navigation";
import { Plate } from "@/components/show/plate";
import { PoleDrawing } from "@/components/show/pole";
import { Ref } from "@/components/show/ref";
import { Sign } from "@/components/show/sign";
import { Tag } from "@/components/show/tag";
import { Icon } from "@/components/show/icon";
import { Notice } from "@/components/show/notice";
import { Timeline } from "@/components/show/timeline";
import { StreetMap } from "@/components/map/street-map";
import { fitted, viewAround } from "@/components/map/projection";
import { DecisionWords } from "@/app/(public)/decisions/decision-words";
import { officerWords } from "@/app/(public)/decisions/words";
import { languageNow } from "@/app/languages/language";
import { signOfIdentity, signOfPurpose } from "./signs";
import { baseOf } from "@/lib/assets/queries";
import { city } from "@/lib/core/city";
import { concernsAbout } from "@/lib/registry/concerns";
import { devicePage } from "@/lib/registry/queries";

export default async function Device({ params }: PageProps<"/devices/[code]">) {
  const [found, { words, to, written }] = await Promise.all([params.then(({ code }) => devicePage(code)), languageNow()]);
  const device = found ?? notFound();
  const { device: said, formats } = words;
  const { permit, asset } = device;
  const view = asset && fitted(viewAround([{ lon: asset.lon, lat: asset.lat }], 0), 400, 300);
  const [base, concerns] = await Promise.all([view ? baseOf(view) : null, concernsAbout({ deviceId: device.id })]);
  const me = said.identity[device.identifies];
  const thing = asset && words.assets[asset.assetClass];
  const withheld = asset ? undefined : device.history.find((entry) => entry.name === "permit.places_withheld");
  const over = ["revoked", "expired", "superseded", "surrendered", "voided"].includes(device.standing);
  const ended = device.operation === "withdrawn" ? device.history.find((entry) => entry.name === "permit.revoked") : undefined;
  const { access, processor, storedIn, transfer, basis } = permit.handling;
  const asWritten = (text: string) => <span {...written}>{text}</span>;
  const handled: [string, ReactNode][] = [
    ...(access ? ([[said.handling.access, asWritten(access)]] as [string, ReactNode][]) : []),
    ...(processor ? ([[said.handling.processor, asWritten(processor)]] as [string, ReactNode][]) : []),
    ...(storedIn ? ([[said.handling.storedIn, asWritten(storedIn)]] as [string, ReactNode][]) : []),
    ...(transfer ? ([[said.handling.abroad, said.handling.transfer[transfer]]] as [string, ReactNode][]) : []),
    ...(basis ? ([[said.handling.basis, said.handling.bases[basis]]] as [string, ReactNode][]) : []),
  ];
  const granted = device.history.find((entry) => entry.name === "permit.granted");
  return (
    <main id="main" tabIndex={-1}>
      <title>{words.pageTitle(asset ? `${device.name}, ${asset.code}` : device.name)}</title>
      <div className="wrap">
        <nav className="crumbs" aria-label={words.frame.breadcrumb}>
          <ol>
            <li>
              <a href={to("/devices")}>{words.frame.register}</a>
            </li>
            {asset && (
              <li>
                <a href={to(`/assets/${encodeURIComponent(asset.code)}`)}>{asset.code}</a>
              </li>
            )}
            <li>
              <span aria-current="page" {...written}>
                {device.name}
              </span>
            </li>
          </ol>
        </nav>
        <div className="head device-head">
          <div>
            {asset && <Plate code={asset.code} size="big" />}
            <h1 {...written}>{device.name}</h1>
            <p className="lead">
              {asset ? said.on(words.assets[asset.assetClass], asset.place || asset.code, device.zone?.name) : said.unplaced(device.zone?.name)}
            </p>
          </div>
          <div className="stack stack--start">
            <Tag record="permit" status={device.standing} words={words.standing[device.standing] ?? device.standing} />
            <p className="note soft">{said.signNumber(device.code)}</p>
          </div>
        </div>
        {device.operation === "removed" && <Notice title={said.removed}>{said.removedMore(city.telephone)}</Notice>}
        {over && device.operation !== "removed" && device.stops.length === 0 && (
          <Notice kind="refused" title={ended ? said.revokedOn(ended.at) : said.notAllowed}>
            {ended ? said.decidedIt(officerWords(ended, words), <span {...written}>{ended.reason}</span>) : device.operation === "expired" ? said.ranOut(permit.expiresOn) : words.operation[device.operation]} {said.stillThere(city.telephone)}
          </Notice>
        )}
        {device.stops.map((stop) => (
          <Notice key={stop.number} kind={stop.effect === "revoke" || stop.effect === "void" ? "refused" : "waiting"} title={said.stop(stop.effect, stop.orderedAt, stop.until)}>
            <span {...written}>{stop.reason}</span>
            {`${stop.isUnratified ? ` ${said.unratified}` : ""}${stop.effect === "revoke" || stop.effect === "void" ? ` ${said.stillThere(city.telephone)}` : ""}`}
          </Notice>
        ))}
        <div className="answer" role="group" aria-label={said.inShort}>
          <div>
            <Sign name={signOfPurpose[device.purpose]} />
            <p>
              <b>{said.collects}</b> <span {...written}>{device.collects.slice(0, 2).join("; ")}.</span>
            </p>
          </div>
          <div>
            <Sign name={signOfIdentity[device.identifies]} />
            <p>
              <b>{me.short}</b> {device.identifies === "no" ? "" : said.seeBelow}
            </p>
          </div>
          <div>
            <Sign name="say" />
            <p>
              <b>{said.wrong}</b>{" "}
              {said.wrongWhat(city.telephone, (link) => (
                <a href={to(`/concerns/new?device=${device.code}`)}>{link}</a>
              ))}
              {concerns.open > 0 && ` ${words.concern.openHere(concerns.open)}`}
            </p>
          </div>
        </div>
        <div className="cols section">
          <ol className="chain">
            <li>
              <Sign name={signOfPurpose[device.purpose]} />
              <div>
                <h2>{said.what}</h2>
                <p className="says" {...written}>
                  {device.name}: {device.make} {device.model}.
                </p>
                <p>{permit._count.devices === 1 ? said.only : said.oneOf(permit._count.devices, permit.title)}</p>
              </div>
            </li>
            <li>
              <Sign name="purpose" />
              <div>
                <h2>{said.why}</h2>
                <p className="says" {...written}>
                  {device.why}
                </p>
              </div>
            </li>
            <li>
              <Sign name="person" />
              <div>
                <h2>{said.who}</h2>
                <p className="says">{said.aPartner(device.partner.name)}</p>
                <dl className="summary note">
                  <div>
                    <dt>{said.forDevice}</dt>
                    <dd>
                      <a href={to(`/devices?partner=${encodeURIComponent(device.partner.name)}`)}>{device.partner.name}</a>
                      <br />
                      <a href={`mailto:${device.partner.publicContact}`}>{device.partner.publicContact}</a>
                    </dd>
                  </div>
                  {asset && thing && (
                    <div>
                      <dt>{said.forAsset(thing)}</dt>
                      <dd>
                        {asset.agency.name}, {city.name}
                      </dd>
                    </div>
                  )}
                </dl>
              </div>
            </li>
            <li>
              <Sign name={signOfIdentity[device.identifies]} />
              <div>
                <h2>{said.me}</h2>
                <p className="says">{me.long}</p>
                <p>{me.more}</p>
                {device.identifies !== "no" && (
                  <p>
                    <a href={to(`/data-rights/ask?device=${device.code}`)}>{words.rights.askHere}</a>
                  </p>
                )}
              </div>
            </li>
            <li>
              <Sign name="measures" />
              <div>
                <h2>{said.collected}</h2>
                <p className="says">{said.things(device.collects.length)}</p>
                <ul className="note">
                  {device.collects.map((each) => (
                    <li key={each} {...written}>
                      {each}
                    </li>
                  ))}
                </ul>
              </div>
            </li>
            <li>
              <Sign name="kept" />
              <div>
                <h2>{said.kept}</h2>
                <p className="says">{said.keptFor(<span {...written}>{device.keptWords}</span>)}</p>
                <p>{said.sharedWith(<span {...written}>{device.sharedWords}</span>)}</p>
                {handled.length > 0 && (
                  <dl className="summary note">
                    {handled.map(([term, value]) => (
                      <div key={term}>
                        <dt>{term}</dt>
                        <dd>{value}</dd>
                      </div>
                    ))}
                  </dl>
                )}
              </div>
            </li>
            <li>
              <Sign name="permit" />
              <div>
                <h2>{said.allowed}</h2>
                <p className="says">
                  {said.allowedBy(permit.decidedBy?.name ?? city.office, permit.decidedAt)}
                </p>
                <p>
                  {said.under(<Ref key="permit">{permit.reference}</Ref>, permit.startsOn, permit.expiresOn)}
                </p>
                <blockquote className="notice" {...written}>
                  <p>{permit.reason}</p>
                </blockquote>
                {permit.conditions.length > 0 && (
                  <>
                    <h3>{said.conditions}</h3>
                    <ul className="ticks">
                      {permit.conditions.map((condition) => (
                        <li key={condition.number}>
                          <Icon name="tick" />
                          <span {...written}>{condition.words}</span>
                        </li>
                      ))}
                    </ul>
                  </>
                )}
              </div>
            </li>
            {granted && (
              <li>
                <Sign name="receipt" />
                <div>
                  <h2>{said.real}</h2>
                  <p className="says">{said.realAnswer}</p>
                  <p>{said.realMore}</p>
                  <p>
                    <a href={to(`/ledger/entries/${granted.id}`)}>{said.receipt}</a>
                  </p>
                </div>
              </li>
            )}
          </ol>
          <div className="aside">
            {asset?.assetClass === "light_pole" && device.neighbours.length > 0 && (
              <section>
                <h2>{said.which}</h2>
                <PoleDrawing plate={asset.code} boxes={device.neighbours.map((each) => ({ name: each.code === device.code ? said.thisOne : each.name, owner: each.partner.name, here: each.code === device.code }))} words={said.pole} />
              </section>
            )}
            <section>
              <h2>{said.where}</h2>
              {asset && view && base ? (
                <>
                  <StreetMap title={said.mapOf(asset.place)} view={view} width={400} height={300} base={base} points={[{ key: device.id, lon: asset.lon, lat: asset.lat, label: `${device.name}, ${asset.code}`, state: "here" }]} />
                  <p className="note">
                    {asset.place}. <a href={to(`/devices?view=${[view.west, view.south, view.east, view.north].map((n) => n.toFixed(5)).join(",")}`)}>{said.nearby}</a>
                  </p>
                </>
              ) : (
                <>
                  <p>{said.unplacedMore}</p>
                  {withheld && (
                    <blockquote className="notice" {...written}>
                      <p>{withheld.reason}</p>
                    </blockquote>
                  )}
                </>
              )}
            </section>
            <section>
              <h2>{said.signs}</h2>
              <div className="stack note key-row">
                <p className="row">
                  <Sign name="purpose" />
                  <span>{said.hexagon}</span>
                </p>
                <p className="row">
                  <Sign name="person" />
                  <span>{said.circle}</span>
                </p>
                <p className="row">
                  <Sign name="measures" />
                  <span>{said.square}</span>
                </p>
              </div>
              <p className="note">
                <a href={to(`/devices/${device.code}/sign`)}>{words.sign.print}</a>
              </p>
              <p className="note">{said.chain((link) => <a href={`/devices/${device.code}/chain.json`}>{link}</a>)}</p>
            </section>
          </div>
        </div>
        <section className="section" aria-labelledby="history">
          <div className="section-head">
            <h2 id="history">{said.history}</h2>
            <a href={to(`/follow/new?device=${device.code}`)}>{words.follow.this}</a>
          </div>
          <Timeline
            words={said}
            entries={device.history.map((entry) => ({
              key: entry.id,
              kind: "decision" as const,
              title: entry.conditions > 0 ? said.withConditions(words.decisions.entry[entry.name], entry.conditions) : words.decisions.entry[entry.name],
              at: formats.instant(entry.at),
              line: entry.name === "permit.surrendered" ? `${officerWords(entry, words)}.` : `${officerWords(entry, words)}, ${city.name}.`,
              body: entry.name === "permit.granted" ? undefined : <DecisionWords key="words" decision={entry} words={words} written={written} />,
              sealed: true,
              proof: to(`/ledger/entries/${entry.id}`),
            }))}
          />
        </section>
      </div>
    </main>
  );
}
