import type { ReactNode } from "react";
import { notFound } from "next/navigation";
import { HeardOrWhy } from "@/app/staff/hearings/heard-fields";
import { askAddress } from "@/app/staff/access/ask-address";
import { Blocked } from "@/components/form/blocked";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { StreetMap } from "@/components/map/street-map";
import { fitted, viewAround } from "@/components/map/projection";
import { Page } from "@/components/page/page";
import { Impact } from "@/components/show/impact";
import { baseOf } from "@/lib/assets/queries";
import { wordTime } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import type { FormAct } from "@/lib/forms/state";
import { impactOf, permitFile } from "@/lib/permits/queries";
import { permitMoves } from "@/lib/permits/lifecycle";
import { signedIn } from "@/lib/session/current";

interface Deed {
  deed: "suspend" | "resume" | "revoke";
  title: string;
  lead: ReactNode;
  /** What the numbers lose or win: "lose their right to hang there". */
  effect: { devices: string; networks: string };
  button: (devices: string) => string;
  danger?: boolean;
  act: FormAct;
  children?: ReactNode;
}

const many = (n: number, one: string, more: string) => (n === 1 ? `1 ${one}` : `${n} ${more}`);

/** A grave deed has a page of its own: what it would do, why it is done, and a button that says it. */
export async function DeedPage({ reference, deed }: { reference: string; deed: Deed }) {
  const who = await signedIn(`/staff/permits/${reference}/${deed.deed}`);
  const permit = (await permitFile(who, reference)) ?? notFound();
  const back = `/staff/permits/${permit.reference}`;
  const isPossible = (permitMoves[deed.deed].from as readonly string[]).includes(permit.status);
  const impact = await impactOf(permit);
  const may = permit.may[deed.deed];
  const view = impact.places.length > 0 ? fitted(viewAround(impact.places, 0.25), 480, 280) : null;
  return (
    <Page
      title={deed.title}
     
      width="wide"
      caption={`${permit.title} · ${permit.partner.name}`}
      lead={deed.lead}
      crumbs={[{ to: "/staff/permits", label: "Permits" }, { to: back, label: permit.reference }, { label: deed.title }]}
      aside={
        <Impact
          title="What this would do"
          lead={`Computed at ${wordTime(new Date())} from the register.`}
          counts={[
            { count: impact.devices, words: `${impact.devices === 1 ? "device" : "devices"} ${deed.effect.devices} ${many(impact.assets, "asset", "assets")}` },
            { count: impact.networks, words: `${impact.networks === 1 ? "network" : "networks"} of the city ${deed.effect.networks}` },
            { count: impact.sharing, words: `${impact.sharing === 1 ? "device" : "devices"} of other permits on the same assets, which ${impact.sharing === 1 ? "stays" : "stay"} as ${impact.sharing === 1 ? "it is" : "they are"}` },
          ]}
        >
          <p className="note">{impact.zones.join(", ")}</p>
          {view && <StreetMap title="Where they are" view={view} width={480} height={280} base={await baseOf(view)} points={impact.places.map((place, index) => ({ key: String(index), lon: place.lon, lat: place.lat, label: place.code, state: "plain" as const }))} />}
        </Impact>
      }
    >
      {may.may ? (
        <Form act={deed.act} title={`${deed.title}: ${permit.title}`} hidden={{ ...formKey(permit), permitId: permit.id }} closed={isPossible ? undefined : <p>It stands elsewhere by now: <a href={back}>see the permit and its history</a>.</p>}>
          {deed.deed !== "resume" && <HeardOrWhy notices={permit.notices.filter(({ intends }) => intends === "revocation" || deed.deed === "suspend")} noticeAt={`${back}/notice`} />}
          {deed.children}
          <TextArea name="reason" label="Why?" hint="Residents and the partner read this, under your name. Leave out the names of private persons. You cannot change it later." rows={5} />
          <Buttons>
            <Button kind={deed.danger ? "danger" : "primary"}>{deed.button(many(impact.devices, "device", "devices"))}</Button>
            <a href={back}>Leave it as it is</a>
          </Buttons>
        </Form>
      ) : (
        <Blocked why={may.why} ask={askAddress(may, back)}>{deed.button(many(impact.devices, "device", "devices"))}</Blocked>
      )}
    </Page>
  );
}
