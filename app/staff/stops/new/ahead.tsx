import { StreetMap } from "@/components/map/street-map";
import { fitted, viewAround } from "@/components/map/projection";
import { Impact } from "@/components/show/impact";
import { Notice } from "@/components/show/notice";
import { baseOf } from "@/lib/assets/queries";
import { purposeWords } from "@/lib/applications/words";
import { wordTime } from "@/lib/core/calendar";
import type { StopAhead } from "@/lib/enforcement/queries";
import { effectWords, type StopEffect } from "@/lib/enforcement/words";

const number = (n: number) => n.toLocaleString("en-GB");
const many = (n: number, one: string, more: string) => (n === 1 ? `1 ${one}` : `${number(n)} ${more}`);

/** What a stop would do, in numbers: who loses what, who has to be told, and what stays as it is. */
export async function Ahead({ ahead: { reach, leftOut, places }, effect }: { ahead: StopAhead; effect: StopEffect }) {
  const view = places.length > 0 ? fitted(viewAround(places, 0.25), 480, 280) : null;
  return (
    <Impact
      title="What this would do"
      lead={`Computed at ${wordTime(new Date())} from the register.`}
      counts={[
        { count: number(reach.devices), words: `${reach.devices === 1 ? "device" : "devices"} ${effectWords[effect].loses} ${many(reach.assets, "asset", "assets")}` },
        { count: number(reach.permits), words: `${reach.permits === 1 ? "permit" : "permits"} of ${many(reach.partners, "partner", "partners")}; ${number(reach.wholly)} of them wholly` },
        { count: number(reach.networks.length), words: `${reach.networks.length === 1 ? "network" : "networks"} of the city to be told` },
        { count: number(reach.sharing), words: `other ${reach.sharing === 1 ? "device hangs" : "devices hang"} on the same assets, and ${reach.sharing === 1 ? "stays" : "stay"} as ${reach.sharing === 1 ? "it is" : "they are"}` },
      ]}
    >
      {leftOut > 0 && <Notice kind="waiting">{`${many(leftOut, "device", "devices")} of partners from whom you keep away would stay as they are. Another officer has to stop those.`}</Notice>}
      {reach.purposes.length > 0 && (
        <div>
          <p className="label">What residents would be without</p>
          <ul>
            {reach.purposes.map(({ purpose, devices }) => (
              <li key={purpose}>
                {purposeWords[purpose as keyof typeof purposeWords]}: {many(devices, "device", "devices")}
              </li>
            ))}
          </ul>
        </div>
      )}
      {reach.networks.length > 0 && <p className="note">Networks: {reach.networks.map(({ name, devices }) => `${name} (${number(devices)})`).join(", ")}.</p>}
      {reach.zones.length > 0 && <p className="note">Areas: {reach.zones.map(({ name, devices }) => `${name} (${number(devices)})`).join(", ")}.</p>}
      {view && <StreetMap title={places.length === 300 ? "Where 300 of them are" : "Where they are"} view={view} width={480} height={280} base={await baseOf(view)} points={places.map((place, index) => ({ key: String(index), lon: place.lon, lat: place.lat, label: place.code, state: "plain" as const }))} />}
    </Impact>
  );
}
