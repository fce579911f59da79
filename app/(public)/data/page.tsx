import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { languageNow } from "@/app/languages/language";
import { city } from "@/lib/core/city";
import { origin } from "@/lib/core/mode";
import { devicesListed } from "@/lib/registry/queries";

/** Everything that anybody may take away, with examples that run as they stand. */
export default async function Data() {
  const [{ words }, { devices }] = await Promise.all([languageNow(), devicesListed({})]);
  const { data: said } = words;
  const [device] = devices;
  const around = device ? [device.lon - 0.005, device.lat - 0.004, device.lon + 0.005, device.lat + 0.004].map((each) => each.toFixed(4)).join(",") : "-0.01,51.5,0.01,51.51";
  const files = [
    ["/devices.csv", said.csv],
    ["/devices.geojson", said.geojson],
    ["/decisions.json", said.decisions],
    ["/decisions.atom", said.feed],
    ["/permits.json", said.permits],
    ["/data.json", said.catalog],
  ] as const;
  const examples = [
    [said.examples.begin, "/api/ogc"],
    [said.examples.newest, "/api/ogc/collections/devices/items?limit=5&inForce=true"],
    [said.examples.around, `/api/ogc/collections/devices/items?bbox=${around}`],
    [said.examples.identifying, "/api/ogc/collections/devices/items?identifies=yes&inForce=true&limit=100"],
    ...(device ? ([[said.examples.one, `/api/ogc/collections/devices/items/${device.code}`]] as const) : []),
    [said.examples.poles, "/api/ogc/collections/assets/items?assetClass=light_pole&limit=100"],
    [said.examples.may, `/api/may-operate?device=${device?.code ?? "4F2K9XQ"}`],
  ] as const;
  return (
    <Page title={said.title} width="text" lead={<p>{said.lead}</p>}>
      <Section title={said.files}>
        <ul>
          {files.map(([to, what]) => (
            <li key={to}>
              <a href={to}>{what}</a>
            </li>
          ))}
        </ul>
        <p className="note">{said.filesMore}</p>
      </Section>
      <Section title={said.maps}>
        <p>{said.mapsMore}</p>
        <p>
          <code className="long">{origin()}/api/ogc</code>
        </p>
        <p>{said.described((link) => <a href="/api/ogc/api">{link}</a>)}</p>
      </Section>
      <Section title={said.tryIt}>
        <dl className="examples">
          {examples.map(([what, address]) => (
            <div key={address}>
              <dt>{what}</dt>
              <dd>
                <a href={address}>
                  <code className="long">{address}</code>
                </a>
              </dd>
            </div>
          ))}
        </dl>
        <p>{said.byHand}</p>
        <pre className="leaf">{`curl --compressed '${origin()}${examples[1][1]}'`}</pre>
      </Section>
      <Section title={said.rules}>
        <ul>
          {said.ruleList.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </Section>
      <Section title={said.not}>
        <p>{said.notMore}</p>
        <p>{said.ask((link) => <a href={`mailto:${city.mail}`}>{link}</a>)}</p>
      </Section>
    </Page>
  );
}
