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
import { decisionSentence } from "@/app/(public)/decisions/words";
import { baseOf } from "@/lib/assets/queries";
import { assetClassWord } from "@/lib/applications/words";
import { dayOf, wordDay, wordInstant } from "@/lib/core/calendar";
import { city } from "@/lib/core/city";
import { entryWords } from "@/lib/ledger/words";
import { operationWords } from "@/lib/permits/words";
import { devicePage } from "@/lib/registry/queries";

const signFor = { air_and_weather: "air", traffic_and_parking: "traffic", phone_and_internet: "network", lighting: "light", safety: "say", water_and_waste: "measures", information: "purpose", research: "purpose" } as const;
const identity = {
  no: { sign: "nobody", short: "It does not identify you.", long: "No. It cannot tell who you are.", more: "The partner declared this, and the city decided on that." },
  anonymous: { sign: "crowd", short: "It makes you anonymous at once.", long: "It notices people, and makes that anonymous at once.", more: "What it keeps cannot be traced back to you." },
  yes: { sign: "face", short: "It can identify you.", long: "Yes, it can.", more: "You can ask the partner what it holds about you, and ask for it to be deleted." },
} as const;

/** What stops a device, in a resident's words. */
function stopTitle({ effect, until, orderedAt }: { effect: "restrict" | "suspend" | "revoke" | "void"; until: Date | null; orderedAt: Date }): string {
  if (effect === "revoke") return `This was revoked on ${wordDay(dayOf(orderedAt))}.`;
  if (effect === "void") return "This counts as never allowed.";
  return `${effect === "suspend" ? "This may not operate for now." : "This may not connect to the city’s networks for now."}${until ? ` The city looks at it again on ${wordDay(until)}.` : ""}`;
}

export default async function Device({ params }: PageProps<"/devices/[code]">) {
  const device = (await devicePage((await params).code)) ?? notFound();
  const { permit, asset } = device;
  const view = fitted(viewAround([{ lon: asset.lon, lat: asset.lat }], 0), 400, 300);
  const me = identity[device.identifies];
  const over = ["revoked", "expired", "superseded", "surrendered", "voided"].includes(device.standing);
  const ended = device.operation === "withdrawn" ? device.history.find((entry) => entry.name === "permit.revoked") : undefined;
  return (
    <main id="main" tabIndex={-1}>
      <title>{`${device.name}, ${asset.code} – Lamppost`}</title>
      <div className="wrap">
        <nav className="crumbs" aria-label="Breadcrumb">
          <ol>
            <li>
              <a href="/devices">Register</a>
            </li>
            <li>
              <a href={`/assets/${encodeURIComponent(asset.code)}`}>{asset.code}</a>
            </li>
            <li>
              <span aria-current="page">{device.name}</span>
            </li>
          </ol>
        </nav>
        <div className="head device-head">
          <div>
            <Plate code={asset.code} size="big" />
            <h1>{device.name}</h1>
            <p className="lead">
              On the {assetClassWord[asset.assetClass]}: {asset.place || asset.code}
              {device.zone ? `, ${device.zone.name}` : ""}.
            </p>
          </div>
          <div className="stack stack--start">
            <Tag record="permit" status={device.standing} />
            <p className="note soft">Sign number {device.code}</p>
          </div>
        </div>
        {device.operation === "removed" && <Notice title="This was taken down.">The city looked, and found it gone. If a box still hangs here, call {city.telephone}.</Notice>}
        {over && device.operation !== "removed" && device.stops.length === 0 && (
          <Notice kind="refused" title={ended ? `This was revoked on ${wordDay(dayOf(ended.at))}.` : "This is no longer allowed here."}>
            {ended ? `${ended.officer} decided it: ${ended.reason}` : device.operation === "expired" ? `The permit ran out on ${wordDay(permit.expiresOn)}.` : operationWords[device.operation]} If the box is still there, call {city.telephone}.
          </Notice>
        )}
        {device.stops.map((stop) => (
          <Notice key={stop.number} kind={stop.effect === "revoke" || stop.effect === "void" ? "refused" : "waiting"} title={stopTitle(stop)}>
            {`${stop.reason}${stop.isUnratified ? " It was stopped in an emergency; a second officer still has to agree." : ""}${stop.effect === "revoke" || stop.effect === "void" ? ` If the box is still there, call ${city.telephone}.` : ""}`}
          </Notice>
        ))}
        <div className="answer" role="group" aria-label="In short">
          <div>
            <Sign name={signFor[device.purpose]} />
            <p>
              <b>It collects:</b> {device.collects.slice(0, 2).join("; ")}.
            </p>
          </div>
          <div>
            <Sign name={me.sign} />
            <p>
              <b>{me.short}</b> {device.identifies === "no" ? "" : "See below."}
            </p>
          </div>
          <div>
            <Sign name="say" />
            <p>
              <b>It should not be here?</b> Call {city.telephone}, or write to <a href={`mailto:${city.mail}?subject=${encodeURIComponent(`${asset.code}, sign ${device.code}`)}`}>{city.mail}</a>.
            </p>
          </div>
        </div>
        <div className="cols section">
          <ol className="chain">
            <li>
              <Sign name={signFor[device.purpose]} />
              <div>
                <h2>What is it?</h2>
                <p className="says">
                  {device.name}: {device.make} {device.model}.
                </p>
                <p>{permit._count.devices === 1 ? "It is the only one of its permit." : `It is one of ${permit._count.devices} in “${permit.title}”.`}</p>
              </div>
            </li>
            <li>
              <Sign name="purpose" />
              <div>
                <h2>Why is it here?</h2>
                <p className="says">{device.why}</p>
              </div>
            </li>
            <li>
              <Sign name="person" />
              <div>
                <h2>Who is accountable?</h2>
                <p className="says">{device.partner.name}, a partner of the city.</p>
                <dl className="summary note">
                  <div>
                    <dt>For the device</dt>
                    <dd>
                      {device.partner.name}
                      <br />
                      <a href={`mailto:${device.partner.publicContact}`}>{device.partner.publicContact}</a>
                    </dd>
                  </div>
                  <div>
                    <dt>For the {assetClassWord[asset.assetClass]}</dt>
                    <dd>
                      {asset.agency.name}, {city.name}
                    </dd>
                  </div>
                </dl>
              </div>
            </li>
            <li>
              <Sign name={me.sign} />
              <div>
                <h2>Does it identify me?</h2>
                <p className="says">{me.long}</p>
                <p>{me.more}</p>
              </div>
            </li>
            <li>
              <Sign name="measures" />
              <div>
                <h2>What is collected?</h2>
                <p className="says">{device.collects.length === 1 ? "One thing." : `${device.collects.length} things.`}</p>
                <ul className="note">
                  {device.collects.map((each) => (
                    <li key={each}>{each}</li>
                  ))}
                </ul>
              </div>
            </li>
            <li>
              <Sign name="kept" />
              <div>
                <h2>How long is it kept, and who else gets it?</h2>
                <p className="says">Kept: {device.keptWords}.</p>
                <p>Shared with: {device.sharedWords}.</p>
              </div>
            </li>
            <li>
              <Sign name="permit" />
              <div>
                <h2>Who allowed it?</h2>
                <p className="says">
                  {permit.decidedBy.name}, on {wordDay(dayOf(permit.decidedAt))}.
                </p>
                <p>
                  Under permit <Ref>{permit.reference}</Ref>, from {wordDay(permit.startsOn)} until {wordDay(permit.expiresOn)}. The reason:
                </p>
                <blockquote className="notice">
                  <p>{permit.reason}</p>
                </blockquote>
                {permit.conditions.length > 0 && (
                  <>
                    <h3>Conditions that bind</h3>
                    <ul className="ticks">
                      {permit.conditions.map((condition) => (
                        <li key={condition.number}>
                          <Icon name="tick" />
                          <span>{condition.words}</span>
                        </li>
                      ))}
                    </ul>
                  </>
                )}
              </div>
            </li>
          </ol>
          <div className="aside">
            {asset.assetClass === "light_pole" && device.neighbours.length > 0 && (
              <section>
                <h2>Which box is it?</h2>
                <PoleDrawing plate={asset.code} boxes={device.neighbours.map((each) => ({ name: each.code === device.code ? "This one" : each.name, owner: each.partner.name, here: each.code === device.code }))} />
              </section>
            )}
            <section>
              <h2>Where</h2>
              <StreetMap title={`Map: ${asset.place}`} view={view} width={400} height={300} base={await baseOf(view)} points={[{ key: device.id, lon: asset.lon, lat: asset.lat, label: `${device.name}, ${asset.code}`, state: "here" }]} />
              <p className="note">
                {asset.place}. <a href={`/devices?view=${[view.west, view.south, view.east, view.north].map((n) => n.toFixed(5)).join(",")}`}>See other devices nearby</a>
              </p>
            </section>
            <section>
              <h2>What the signs mean</h2>
              <div className="stack note key-row">
                <p className="row">
                  <Sign name="purpose" />
                  <span>Hexagon: what it is for</span>
                </p>
                <p className="row">
                  <Sign name="person" />
                  <span>Circle: people who answer</span>
                </p>
                <p className="row">
                  <Sign name="measures" />
                  <span>Square: data</span>
                </p>
              </div>
            </section>
          </div>
        </div>
        <section className="section" aria-labelledby="history">
          <h2 id="history">History</h2>
          <Timeline
            entries={device.history.map((entry) => ({
              key: entry.id,
              kind: "decision" as const,
              title: `${entryWords[entry.name] ?? entry.name}${entry.conditions > 0 ? `, with ${entry.conditions} ${entry.conditions === 1 ? "condition" : "conditions"}` : ""}`,
              at: wordInstant(entry.at),
              line: entry.name === "permit.surrendered" ? `${entry.officer}.` : `${entry.officer}, ${city.name}.`,
              body: entry.name === "permit.granted" ? undefined : decisionSentence(entry),
              sealed: true,
              proof: `/ledger/entries/${entry.id}`,
            }))}
          />
        </section>
      </div>
    </main>
  );
}
