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
import { assetClassWord } from "@/lib/applications/words";
import { baseOf } from "@/lib/assets/queries";
import { assetPage } from "@/lib/registry/queries";

export default async function Asset({ params }: PageProps<"/assets/[code]">) {
  const asset = (await assetPage(decodeURIComponent((await params).code))) ?? notFound();
  const here = asset.devices.filter((device) => ["active", "restricted", "suspended"].includes(device.standing));
  const past = asset.devices.filter((device) => !here.includes(device));
  const view = fitted(viewAround([{ lon: asset.lon, lat: asset.lat }], 0), 400, 300);
  return (
    <Page
      title={asset.place || asset.code}
      caption={<Plate code={asset.code} size="big" />}
      lead={
        <p>
          A {assetClassWord[asset.assetClass]} of {asset.agency.name}
          {asset.zone ? `, ${asset.zone.name}` : ""}. {here.length === 0 ? "Nothing is allowed on it at the moment." : `${here.length === 1 ? "1 device hangs" : `${here.length} devices hang`} on it.`}
        </p>
      }
      crumbs={[{ to: "/devices", label: "Register" }, { label: asset.code }]}
      aside={<StreetMap title={`Map: ${asset.place}`} view={view} width={400} height={300} base={await baseOf(view)} points={[{ key: asset.id, lon: asset.lon, lat: asset.lat, label: asset.code, state: "here" }]} />}
    >
      <Section title="On it now">
        {here.length === 0 ? (
          <Empty title="Nothing is allowed here now">If you see a box on it, call the permit desk: the number is at the foot of this page.</Empty>
        ) : (
          <Register caption="Devices on it now" hideCaption columns={[{ head: "Device" }, { head: "Partner" }, { head: "People" }, { head: "Status" }]} rows={here.map((device) => ({ key: device.id, cells: [<a key="a" href={`/devices/${device.code}`}>{device.name}</a>, device.partner.name, <Identifies key="i" level={device.identifies} />, <Tag key="t" record="permit" status={device.standing} />] }))} />
        )}
      </Section>
      {past.length > 0 && (
        <Section title="Not allowed, or not any more">
          <Register caption="Devices that are not in force" hideCaption columns={[{ head: "Device" }, { head: "Partner" }, { head: "Status" }]} rows={past.map((device) => ({ key: device.id, cells: [<a key="a" href={`/devices/${device.code}`}>{device.name}</a>, device.partner.name, <Tag key="t" record="permit" status={device.standing} />] }))} />
        </Section>
      )}
    </Page>
  );
}
