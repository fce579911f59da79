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
import { purposes } from "@/lib/applications/schema";
import { identifiesWords, purposeWords } from "@/lib/applications/words";
import { countedTo, devicesListed, plateTyped, zonesListed } from "@/lib/registry/queries";

const onWords = [
  { value: "", label: "Anything" },
  { value: "light_pole", label: "Street-light pole" },
  { value: "traffic_pole", label: "Traffic-signal pole" },
  { value: "cabinet", label: "Cabinet" },
  { value: "shelter", label: "Bus shelter" },
  { value: "kiosk", label: "Kiosk" },
  { value: "rooftop", label: "Public roof" },
  { value: "duct", label: "Under the street" },
];

export default async function Register({ searchParams }: PageProps<"/devices">) {
  const given = await searchParams;
  const search = searchFrom(given);
  // A plate typed whole goes straight to what it stands on.
  const plate = search.find && !search.before ? await plateTyped(search.find) : null;
  if (plate) redirect(`/assets/${encodeURIComponent(plate.code)}`);
  const [{ devices, count, more }, zones] = await Promise.all([devicesListed(search), zonesListed()]);
  const counted = count > countedTo ? `More than ${countedTo.toLocaleString("en-GB")}` : count.toLocaleString("en-GB");
  const title = `${counted} ${count === 1 ? "device" : "devices"}${search.find ? ` for “${search.find}”` : ""}${search.view ? " on this map" : ""}`;
  return (
    <main id="main" tabIndex={-1} className="main--flush">
      <title>{`Register: ${title} – Lamppost`}</title>
      <div className="wrap wrap--wide">
        <h1 className="sr-only">Register of devices</h1>
        <div className="finder">
          <form className="filters" aria-label="Search and filter" action="/devices">
            <Field name="find" type="search" label="Street, partner or plate" value={search.find ?? ""} spellCheck={false} />
            <details className="fold" open={Boolean(search.purposes?.length || search.identifies?.length || search.zone || search.assetClass || search.past)}>
              <summary>
                Filters
                <Icon name="down" />
              </summary>
              <Choices name="identifies" kind="checkbox" small legend="Does it identify people?" value={search.identifies ?? []} options={Object.entries(identifiesWords).map(([value, label]) => ({ value, label }))} />
              <Choices name="purpose" kind="checkbox" small legend="What it is for" value={search.purposes ?? []} options={purposes.map((value) => ({ value, label: purposeWords[value] ?? value }))} />
              <Select name="on" label="What it hangs on" value={search.assetClass ?? ""} options={onWords} />
              <Select name="zone" label="Part of the city" value={search.zone ?? ""} options={[{ value: "", label: "The whole city" }, ...zones.map(({ id, name }) => ({ value: id, label: name }))]} />
              <Choices name="past" kind="checkbox" small legend="Show also" value={search.past ? ["yes"] : []} options={[{ value: "yes", label: "Revoked or expired" }]} />
            </details>
            <div className="buttons">
              <Button kind="plain">Show results</Button>
            </div>
          </form>
          <section className="found" aria-labelledby="found">
            <div className="found-head">
              <div role="status">
                <h2 id="found">{title}</h2>
              </div>
              <div className="note">
                <a href="#map">Skip to map</a>
              </div>
            </div>
            {devices.length === 0 ? (
              <Empty title={search.find ? `No device matches “${search.find}”` : "No device matches"}>
                <a href="/devices">Show every device</a>, or look for part of a street’s name.
              </Empty>
            ) : (
              <ol className="hits">
                {devices.map((device, index) => (
                  <li key={device.id}>
                    <span className="pin" aria-hidden="true">
                      {index + 1}
                    </span>
                    <h3>
                      <a href={`/devices/${device.code}`}>{device.name}</a>
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
                      <Identifies level={device.identifies} />
                      {device.standing !== "active" && <Tag record="permit" status={device.standing} />}
                    </div>
                  </li>
                ))}
              </ol>
            )}
            <Pages {...(search.before ? { newer: addressWith("/devices", given, { before: undefined }) } : {})} {...(more ? { older: addressWith("/devices", given, { before: more }) } : {})} words={devices.length === 1 ? "1 shown" : `${devices.length} shown`} />
            <p className="note">
              <a href={addressWith("/devices.csv", given, { before: undefined })}>Download these (CSV)</a> · <a href={addressWith("/devices.geojson", given, { before: undefined })}>GeoJSON</a>
            </p>
          </section>
          <div className="mapcol" id="map" tabIndex={-1}>
            <RegisterMap given={given} search={search} devices={devices} />
          </div>
        </div>
      </div>
    </main>
  );
}
