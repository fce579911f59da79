import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { Identifies } from "@/components/show/identifies";
import { Plate } from "@/components/show/plate";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { StreetMap } from "@/components/map/street-map";
import { fitted, viewAround } from "@/components/map/projection";
import { Withheld } from "@/app/(public)/withheld";
import { languageNow } from "@/app/languages/language";
import { baseOf } from "@/lib/assets/queries";
import { assetPage } from "@/lib/registry/queries";

export default async function Asset({ params }: PageProps<"/assets/[code]">) {
  const [found, { words, to, written }] = await Promise.all([params.then(({ code }) => assetPage(decodeURIComponent(code))), languageNow()]);
  const asset = found ?? notFound();
  const { asset: said } = words;
  const here = asset.devices.filter((device) => ["active", "restricted", "suspended"].includes(device.standing));
  const past = asset.devices.filter((device) => !here.includes(device));
  const view = fitted(viewAround([{ lon: asset.lon, lat: asset.lat }], 0), 400, 300);
  return (
    <Page
      title={asset.place || asset.code}
      caption={<Plate code={asset.code} size="big" />}
      lead={<p>{said.lead(words.assets[asset.assetClass], asset.agency.name, asset.zone?.name, here.length, asset.withheldInZone > 0)}</p>}
      crumbs={[{ to: to("/devices"), label: words.frame.register }, { label: asset.code }]}
      crumbsLabel={words.frame.breadcrumb}
      aside={<StreetMap title={words.device.mapOf(asset.place)} view={view} width={400} height={300} base={await baseOf(view)} points={[{ key: asset.id, lon: asset.lon, lat: asset.lat, label: asset.code, state: "here" }]} />}
    >
      <Section title={said.now}>
        {here.length === 0 ? (
          <Empty title={asset.withheldInZone > 0 ? said.nothingListed : said.nothing}>{said.nothingAdvice}</Empty>
        ) : (
          <Register caption={said.nowCaption} hideCaption columns={[{ head: said.columns.device }, { head: said.columns.partner }, { head: said.columns.people }, { head: said.columns.status }]} rows={here.map((device) => ({ key: device.id, cells: [<a key="a" {...written} href={to(`/devices/${device.code}`)}>{device.name}</a>, device.partner.name, <Identifies key="i" level={device.identifies} words={words.identifies[device.identifies]} />, <Tag key="t" record="permit" status={device.standing} words={words.standing[device.standing] ?? device.standing} />] }))} />
        )}
      </Section>
      {asset.withheldInZone > 0 && asset.zoneId && <Withheld zone={asset.zoneId} />}
      <ul className="plain note">
        <li>
          <a href={to(`/concerns/new?asset=${encodeURIComponent(asset.code)}`)}>{words.concern.tell}</a>
        </li>
        <li>
          <a href={to(`/concerns/new?asset=${encodeURIComponent(asset.code)}&kind=unlisted`)}>{words.concern.missing}</a>
        </li>
        <li>
          <a href={to(`/assets/${encodeURIComponent(asset.code)}/sign`)}>{words.sign.print}</a>
        </li>
      </ul>
      {past.length > 0 && (
        <Section title={said.past}>
          <Register caption={said.pastCaption} hideCaption columns={[{ head: said.columns.device }, { head: said.columns.partner }, { head: said.columns.status }]} rows={past.map((device) => ({ key: device.id, cells: [<a key="a" {...written} href={to(`/devices/${device.code}`)}>{device.name}</a>, device.partner.name, <Tag key="t" record="permit" status={device.standing} words={words.standing[device.standing] ?? device.standing} />] }))} />
        </Section>
      )}
    </Page>
  );
}
