import { notFound } from "next/navigation";
import { Button, ButtonLink } from "@/components/form/button";
import { Field } from "@/components/form/field";
import { FilterForm } from "@/components/form/filter-form";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { Plate } from "@/components/show/plate";
import { Register } from "@/components/show/register";
import { Summary } from "@/components/show/summary";
import { addressWith } from "@/app/(public)/devices/search";
import { importWords } from "./import-words";
import { assetClassWord } from "@/lib/applications/words";
import { assetDesk } from "@/lib/assets/queries";
import { wordInstant } from "@/lib/core/calendar";
import { signedIn } from "@/lib/session/current";

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined;

export default async function Assets({ searchParams }: PageProps<"/staff/assets">) {
  const who = await signedIn("/staff/assets");
  if (!who.ability.rulesFor("manage_assets", "Asset").some((rule) => !rule.inverted)) notFound();
  const given = await searchParams;
  const desk = await assetDesk(who, { find: one(given.find), after: one(given.after) });
  const mayDraw = who.ability.rulesFor("manage_assets", "Zone").some((rule) => !rule.inverted);
  return (
    <Page
      title="Assets"
      width="wide"
      aside={
        <>
          <section className="stack">
            <h2 className="h3">Agencies</h2>
            <Summary compact rows={desk.agencies.map((agency) => ({ term: agency.name, value: `${agency._count.assets.toLocaleString("en-GB")} assets` }))} />
          </section>
          <section className="stack">
            <h2 className="h3">Areas</h2>
            <Summary compact rows={[{ term: "Zones", value: desk.zones.map((zone) => zone.name).join(", ") || "None yet" }, ...desk.base.map((each) => ({ term: { boundary: "Boundary", street: "Streets", water: "Water", green: "Parks" }[each.kind], value: `${each._count} shapes` }))]} />
            {mayDraw && (
              <p className="note">
                <a href="/staff/assets/areas">Bring zones, streets or the boundary</a>
              </p>
            )}
            <p className="note">
              <a href="/staff/assets/networks">Networks</a>
            </p>
          </section>
        </>
      }
    >
      <p>
        <ButtonLink to="/staff/assets/import">Bring a file of assets</ButtonLink>
      </p>
      <FilterForm action="/staff/assets">
        <Field name="find" type="search" label="Plate or street" value={one(given.find) ?? ""} width="medium" />
        <Button kind="plain">Find</Button>
      </FilterForm>
      {desk.assets.length === 0 ? (
        <Empty title="No asset matches">{one(given.find) ? <a href="/staff/assets">Show all you may manage</a> : "Bring a file: CSV or GeoJSON, with a number and a place for each."}</Empty>
      ) : (
        <Register
          caption="Assets, by plate"
          hideCaption
          columns={[{ head: "Plate" }, { head: "Kind" }, { head: "Place" }, { head: "Zone" }, { head: "Agency" }]}
          rows={desk.assets.map((asset) => ({ key: asset.id, cells: [<Plate key="p" code={asset.code} size="small" to={`/assets/${encodeURIComponent(asset.code)}`} />, assetClassWord[asset.assetClass], asset.place, asset.zone?.name ?? "None", asset.agency.name] }))}
        />
      )}
      <Pages {...(one(given.after) ? { newer: addressWith("/staff/assets", given, { after: undefined }) } : {})} {...(desk.more ? { older: addressWith("/staff/assets", given, { after: desk.more }) } : {})} words={`${desk.assets.length} shown, by plate`} />
      <Section title="Files brought lately">
        {desk.imports.length === 0 ? (
          <Empty title="No file yet">Each file stays listed here with what came of it.</Empty>
        ) : (
          <Register
            caption="Imports, newest first"
            hideCaption
            columns={[{ head: "File" }, { head: "State" }, { head: "Agency" }, { head: "By" }, { head: "Rows", numeric: true }, { head: "Refused", numeric: true }]}
            rows={desk.imports.map((each) => ({ key: each.id, cells: [<span key="f"><a href={`/staff/assets/imports/${each.id}`}>{each.fileName}</a><small>{wordInstant(each.createdAt)}</small></span>, importWords[each.status], each.agency?.name ?? "By column", each.startedBy.name, each.rowsRead.toLocaleString("en-GB"), each.rowsBad.toLocaleString("en-GB")] }))}
          />
        )}
      </Section>
    </Page>
  );
}
