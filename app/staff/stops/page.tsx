import { notFound } from "next/navigation";
import { Button, ButtonLink } from "@/components/form/button";
import { FilterForm } from "@/components/form/filter-form";
import { Select } from "@/components/form/select";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { addressWith } from "@/app/(public)/devices/search";
import { wordDay, wordInstant } from "@/lib/core/calendar";
import { stopsSeenBy } from "@/lib/enforcement/queries";
import { stateWords } from "@/lib/enforcement/words";
import { underStop } from "@/lib/permits/words";
import { isStaff, signedIn } from "@/lib/session/current";

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined;
const states = [{ value: "", label: "Standing" }, { value: "unratified", label: "Waiting for a second officer" }, { value: "set_aside", label: "To be decided anew" }, { value: "all", label: "All, also past" }];

export default async function Stops({ searchParams }: PageProps<"/staff/stops">) {
  const who = await signedIn("/staff/stops");
  if (!isStaff(who)) notFound();
  const given = await searchParams;
  const before = Number(one(given.before));
  const { stops, more } = await stopsSeenBy(who, { state: one(given.state), before: Number.isSafeInteger(before) && before > 0 ? before : undefined });
  return (
    <Page
      title="Stops"
      width="wide"
      lead={<p>What may not operate although it is permitted, over what and why. Each is undone only by its own end. <a href="/staff/appeals">See what partners appeal against</a>.</p>}
    >
      <FilterForm action="/staff/stops">
        <Select name="state" label="Show" value={one(given.state) ?? ""} options={states} />
        <Button kind="plain">Filter</Button>
        <ButtonLink to="/staff/stops/new" kind="plain">Order a stop</ButtonLink>
      </FilterForm>
      {stops.length === 0 ? (
        <Empty title="Nothing is stopped">{one(given.state) ? <a href="/staff/stops?state=all">Show all stops, also past ones</a> : "Whatever an officer stops stands here until it is lifted."}</Empty>
      ) : (
        <Register
          queue
          caption="Stops, newest first"
          hideCaption
          columns={[{ head: "Stop" }, { head: "Over" }, { head: "Does" }, { head: "Devices", numeric: true }, { head: "Look again" }, { head: "Stands" }]}
          rows={stops.map((stop) => ({
            key: stop.id,
            cells: [
              <span key="s">
                <a href={`/staff/stops/${stop.number}`}>Stop {stop.number}</a>
                <small>
                  {wordInstant(stop.orderedAt)}, {stop.orderedBy}
                </small>
              </span>,
              stop.words,
              underStop[stop.effect],
              stop.devices,
              stop.until ? wordDay(stop.until) : "–",
              <Tag key="t" record="stop" status={stop.isSetAside ? "set_aside" : stop.state} words={stop.isSetAside ? "To be decided anew" : stateWords[stop.state]} />,
            ],
          }))}
        />
      )}
      <Pages {...(one(given.before) ? { newer: addressWith("/staff/stops", given, { before: undefined }) } : {})} {...(more ? { older: addressWith("/staff/stops", given, { before: String(more) }) } : {})} words={stops.length === 1 ? "1 stop" : `${stops.length} stops`} />
    </Page>
  );
}
