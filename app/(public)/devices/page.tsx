import { redirect } from "next/navigation";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { Icon } from "@/components/show/icon";
import { Identifies } from "@/components/show/identifies";
import { Plate } from "@/components/show/plate";
import { Tag } from "@/components/show/tag";
import { Choices } from "@/components/form/choices";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { Button } from "@/components/form/button";
import { RegisterMap } from "./register-map";
import { addressWith, searchFrom } from "./search";
import { KeepSeen } from "@/app/(public)/keep-seen";
import { Withheld } from "@/app/(public)/withheld";
import { NearMe } from "@/app/(public)/near-me";
import { languageNow } from "@/app/languages/language";
import { identifiesLevels, purposes } from "@/lib/applications/schema";
import { countedTo, devicesListed, partnersListed, plateTyped, zonesListed, zonesNamed } from "@/lib/registry/queries";

const assetClasses = ["light_pole", "traffic_pole", "cabinet", "shelter", "kiosk", "rooftop", "duct"] as const;

export default async function Register({ searchParams }: PageProps<"/devices">) {
  const [given, { words, to, written }] = await Promise.all([searchParams, languageNow()]);
  const { register: said } = words;
  const search = searchFrom(given);
  // A plate typed whole goes straight to what it stands on.
  const plate = search.find && !search.before ? await plateTyped(search.find) : null;
  if (plate) redirect(to(`/assets/${encodeURIComponent(plate.code)}`));
  const [{ searched, devices, count, more }, zones, partners, named] = await Promise.all([devicesListed(search), zonesListed(), partnersListed(), zonesNamed(search.find)]);
  const isAlike = searched.alike === true && devices.length > 0;
  const title = isAlike ? said.alike(Math.min(count, countedTo), count > countedTo, search.find ?? "") : said.found(Math.min(count, countedTo), count > countedTo, search.find, Boolean(search.view));
  return (
    <main id="main" tabIndex={-1} className="main--flush">
      <title>{words.pageTitle(said.pageTitle(title))}</title>
      <div className="wrap wrap--wide">
        <h1 className="sr-only">{said.title}</h1>
        <div className="finder">
          <form className="filters" aria-label={said.searchAndFilter} action={to("/devices")}>
            <Field name="find" type="search" label={said.find} value={search.find ?? ""} spellCheck={false} />
            <details className="fold" open={Boolean(search.purposes?.length || search.identifies?.length || search.zone || search.partner || search.assetClass || search.stopped || search.past)}>
              <summary>
                {said.filters}
                <Icon name="down" />
              </summary>
              <Choices name="identifies" kind="checkbox" small legend={said.identifies} value={search.identifies ?? []} options={identifiesLevels.map((value) => ({ value, label: words.identifies[value] }))} />
              <Choices name="purpose" kind="checkbox" small legend={said.purpose} value={search.purposes ?? []} options={purposes.map((value) => ({ value, label: words.purposes[value] }))} />
              <Select name="on" label={said.on} value={search.assetClass ?? ""} options={[{ value: "", label: said.anything }, ...assetClasses.map((value) => ({ value, label: words.assetChoices[value] }))]} />
              <Select name="zone" label={said.zone} value={search.zone ?? ""} options={[{ value: "", label: said.wholeCity }, ...zones.map(({ id, name }) => ({ value: id, label: name }))]} />
              <Select name="partner" label={said.partner} value={search.partner ?? ""} options={[{ value: "", label: said.anybodys }, ...partners.map((name) => ({ value: name, label: name }))]} />
              <Choices name="state" kind="checkbox" small legend={said.only} value={search.stopped ? ["stopped"] : []} options={[{ value: "stopped", label: said.stopped }]} />
              <Choices name="past" kind="checkbox" small legend={said.also} value={search.past ? ["yes"] : []} options={[{ value: "yes", label: said.past }]} />
            </details>
            <div className="buttons">
              <Button kind="plain">{said.show}</Button>
              <NearMe words={words} to={to} />
              <KeepSeen />
            </div>
          </form>
          <section className="found" aria-labelledby="found">
            <div className="found-head">
              <div role="status">
                <h2 id="found">{title}</h2>
              </div>
              <div className="note">
                <a href="#map">{said.skipToMap}</a>
              </div>
            </div>
            {named.length > 0 && (
              <p className="note">
                {said.partsNamed}{" "}
                {named.map(({ id, name }, index) => (
                  <span key={id}>
                    {index > 0 && " · "}
                    <a href={to(`/devices?zone=${id}`)}>{name}</a>
                  </span>
                ))}
              </p>
            )}
            {devices.length === 0 ? (
              <Empty title={said.none(search.find)}>{said.noneAdvice((link) => <a href={to("/devices")}>{link}</a>)}</Empty>
            ) : (
              <ol className="hits">
                {devices.map((device, index) => (
                  <li key={device.id}>
                    <span className="pin" aria-hidden="true">
                      {index + 1}
                    </span>
                    <h3 {...written}>
                      <a href={to(`/devices/${device.code}`)}>{device.name}</a>
                    </h3>
                    <span className="id">
                      <Plate code={device.asset.code} size="small" />
                    </span>
                    <p>
                      {device.asset.place}
                      <br />
                      <span className="soft">{device.partner.name}</span>
                    </p>
                    <div className="row">
                      <Identifies level={device.identifies} words={words.identifies[device.identifies]} />
                      {device.standing !== "active" && <Tag record="permit" status={device.standing} words={words.standing[device.standing] ?? device.standing} />}
                    </div>
                  </li>
                ))}
              </ol>
            )}
            <Pages {...(search.before ? { newer: addressWith(to("/devices"), given, { before: undefined }) } : {})} {...(more ? { older: addressWith(to("/devices"), given, { before: more }) } : {})} words={said.shown(devices.length)} labels={words.frame} />
            <Withheld zone={search.zone} />
            {(search.zone ?? search.partner) && (
              <p className="note">
                <a href={to(`/follow/new?${search.zone ? `zone=${encodeURIComponent(search.zone)}` : `partner=${encodeURIComponent(search.partner ?? "")}`}`)}>{words.follow.this}</a>
              </p>
            )}
            <p className="note">
              <a href={addressWith("/devices.csv", given, { before: undefined })}>{said.download}</a> · <a href={addressWith("/devices.geojson", given, { before: undefined })}>GeoJSON</a>
            </p>
          </section>
          <div className="mapcol" id="map" tabIndex={-1}>
            <RegisterMap given={given} search={searched} devices={devices} words={words} to={to} />
          </div>
        </div>
      </div>
    </main>
  );
}
